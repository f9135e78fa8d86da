/**
 * The payment provider as a program in one environment sees it. The order's id is the key of its charge, and whatever is no clear answer is "later", as
 * in the adapter of production, whose translation of HTTP has no place here.
 */
import { Fault } from "@tandem/kernel";
import { type Payments, refundKey } from "@tandem/shop";
import type { Environment } from "../machine/environment.ts";
import type { PaymentProvider } from "./payment-provider.ts";

export interface PaymentService {
  readonly provider: PaymentProvider;
  /** Why it does not take a call now, if it does not. */
  refusal(): Fault | undefined;
}

/** As long as production waits; the provider may have charged all the same. */
const PAYMENT_TIMEOUT_MS = 5_000;

interface Later {
  readonly kind: "later";
  readonly why: string;
}

export function createPaymentsPort(environment: Environment, service: PaymentService): Payments {
  const { provider } = service;

  async function ask<T>(what: string, work: () => T): Promise<T | Later> {
    try {
      return await environment.call({
        to: "payments",
        what,
        timeoutMs: PAYMENT_TIMEOUT_MS,
        do: () => {
          const refusal = service.refusal();
          if (refusal !== undefined) throw refusal;
          return work();
        },
      });
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      return { kind: "later", why: error.message };
    }
  }

  return {
    charge: ({ orderId, amount }) =>
      ask("charge", () => {
        const charge = provider.charge({ key: orderId, orderId, amount });
        if (charge === "key-used-otherwise") return { kind: charge };
        return { kind: charge.status, chargeId: charge.id, amount: charge.amount };
      }),
    findCharge: (orderId) =>
      ask("find charge", () => {
        const charges = provider.chargesOf(orderId);
        // What was charged counts before what was declined: money that was taken has to be accounted for.
        const found = charges.find(({ status }) => status === "charged") ?? charges[0];
        if (found === undefined) return { kind: "none" };
        return { kind: found.status, chargeId: found.id, amount: found.amount };
      }),
    refund: ({ orderId, amount }) =>
      ask("refund", () => {
        const refund = provider.refund({ key: refundKey(orderId), orderId, amount });
        if (typeof refund === "string") return { kind: refund };
        return { kind: "refunded", refundId: refund.id, amount: refund.amount };
      }),
    findRefund: (orderId) =>
      ask("find refund", () => {
        const [found] = provider.refundsOf(orderId);
        return found === undefined ? { kind: "none" } : { kind: "refunded", refundId: found.id, amount: found.amount };
      }),
  };
}
