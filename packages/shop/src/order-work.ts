/**
 * The shop behind delivery's product port: what an order owes, and how its charge and its refund are made. The provider is
 * asked for an earlier one before a new one is made: its key makes a second try harmless only for as long as it remembers
 * keys, and nobody here can know that a try is the first, since one that died left nothing behind.
 */
import type { Performed, ProductPort } from "@tandem/delivery";
import { type Hazard, MINUTE_MS, noHazard } from "@tandem/kernel";
import type { StampClock } from "@tandem/replication";
import type { ShopHazard } from "./hazards.ts";
import type { ChargeCheckDue, ChargeDue, OrderEffect, RefundDue } from "./orders/order-effects.ts";
import { declinedFact, paidFact } from "./orders/order-facts.ts";
import { refundedFact, unchargedFact } from "./orders/order-results.ts";
import { settleOrder } from "./orders/settle-order.ts";
import type { FoundCharge, FoundRefund, Payments } from "./payments.ts";

/**
 * Whoever began to charge an order before it was cancelled is at an end by then, and the provider with him: a function lives half a minute,
 * a provider may do late what it was asked, and the clocks of one region differ by seconds.
 */
export const CHARGE_ENDS_MS = 2 * MINUTE_MS;

export interface OrderWorkOptions {
  readonly payments: Payments;
  readonly stamps: Pick<StampClock, "nowMs">;
  readonly chargeEndsMs?: number;
  readonly hazard?: Hazard<ShopHazard> | undefined;
}

export const orderSettlement: Pick<ProductPort<OrderEffect>, "settle"> = { settle: settleOrder };

export function createOrderWork(options: OrderWorkOptions): ProductPort<OrderEffect> {
  const { payments, stamps, chargeEndsMs = CHARGE_ENDS_MS, hazard = noHazard } = options;

  async function charge(due: ChargeDue): Promise<Performed> {
    const earlier = await payments.findCharge(due.orderId);
    if (earlier.kind !== "none") return result(due, earlier);
    await hazard("charge.before-charge");
    const answer = await payments.charge({ orderId: due.orderId, amount: due.amount });
    await hazard("charge.after-charge");
    if (answer.kind !== "key-used-otherwise") return result(due, answer);
    const found = await payments.findCharge(due.orderId);
    if (found.kind !== "none") return result(due, found);
    return { kind: "later", why: `the provider has used the key of ${due.orderId} and lists no charge for it` };
  }

  async function checkCharge(due: ChargeCheckDue): Promise<Performed> {
    const untilMs = due.knownMs + chargeEndsMs;
    if (stamps.nowMs() < untilMs) {
      return { kind: "later", why: "whoever began to charge it before it was cancelled may still be at it", untilMs };
    }
    const found = await payments.findCharge(due.orderId);
    if (found.kind !== "none") return result(due, found);
    return { kind: "done", facts: (region) => [unchargedFact({ orderId: due.orderId }, region)] };
  }

  async function refund(due: RefundDue): Promise<Performed> {
    const earlier = await payments.findRefund(due.orderId);
    if (earlier.kind !== "none") return refunded(due, earlier);
    await hazard("refund.before-refund");
    const answer = await payments.refund({ orderId: due.orderId, amount: due.amount });
    await hazard("refund.after-refund");
    if (answer.kind === "refunded" || answer.kind === "later") return refunded(due, answer);
    const found = await payments.findRefund(due.orderId);
    if (found.kind !== "none") return refunded(due, found);
    return { kind: "later", why: `the provider refuses to refund ${due.orderId} (${answer.kind}) and lists no refund` };
  }

  return {
    ...orderSettlement,
    async perform(due) {
      switch (due.kind) {
        case "charge":
          return charge(due);
        case "check-charge":
          return checkCharge(due);
        case "refund":
          return refund(due);
        case "wait":
          return { kind: "later", why: due.why };
      }
    },
  };
}

type Whose = Pick<ChargeDue, "orderId" | "customer">;

function result(due: Whose, answer: Exclude<FoundCharge, { readonly kind: "none" }>): Performed {
  if (answer.kind === "later") return answer;
  const { chargeId, amount } = answer;
  const charge = { orderId: due.orderId, customer: due.customer, amount, chargeId };
  const fact = answer.kind === "charged" ? paidFact : declinedFact;
  return { kind: "done", facts: (region) => [fact(charge, region)] };
}

function refunded(due: Whose, answer: Exclude<FoundRefund, { readonly kind: "none" }>): Performed {
  if (answer.kind === "later") return answer;
  const { orderId, customer } = due;
  const { refundId, amount } = answer;
  return { kind: "done", facts: (region) => [refundedFact({ orderId, customer, amount, refundId }, region)] };
}
