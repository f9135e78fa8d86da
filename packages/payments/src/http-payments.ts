/**
 * The shop's payments port over HTTP. The order's id is the provider's idempotency key, and a word beside it that of its
 * refund, so what is asked for twice is done once. Whatever is not a clear answer is "later": the work waits in the outbox
 * and is asked for again.
 */
import {
  type ChargeAnswer,
  type FoundCharge,
  type FoundRefund,
  type Payments,
  type RefundAnswer,
  refundKey,
} from "@tandem/shop";
import * as z from "zod";
import { type Answer, ask, type Later } from "./ask-provider.ts";

/** A provider that has not answered by then may have charged: the next try, under the same key, will tell. */
export const PAYMENT_TIMEOUT_MS = 5_000;

const Charge = z.object({
  id: z.string(),
  orderId: z.string(),
  amount: z.int(),
  status: z.enum(["charged", "declined"]),
});
const Charges = z.object({ items: z.array(Charge) });
const Refund = z.object({ id: z.string(), orderId: z.string(), amount: z.int() });
const Refunds = z.object({ items: z.array(Refund) });

export interface HttpPaymentsOptions {
  /** Without a slash at the end. */
  readonly baseUrl: string;
  readonly timeoutMs?: number;
}

export function createHttpPayments({ baseUrl, timeoutMs = PAYMENT_TIMEOUT_MS }: HttpPaymentsOptions): Payments {
  const post = (path: string, key: string, body: unknown) =>
    ask(`${baseUrl}/${path}`, timeoutMs, {
      method: "POST",
      headers: { "Content-Type": "application/json", "Idempotency-Key": key },
      body: JSON.stringify(body),
    });
  const list = (path: string, orderId: string) =>
    ask(`${baseUrl}/${path}?orderId=${encodeURIComponent(orderId)}`, timeoutMs, {});
  return {
    async charge({ orderId, amount }) {
      const answer = await post("charges", orderId, { orderId, amount });
      return "why" in answer ? answer : chargeAnswer(orderId, answer);
    },
    async findCharge(orderId) {
      const answer = await list("charges", orderId);
      return "why" in answer ? answer : foundCharge(orderId, answer);
    },
    async refund({ orderId, amount }) {
      const answer = await post("refunds", refundKey(orderId), { orderId, amount });
      return "why" in answer ? answer : refundAnswer(orderId, answer);
    },
    async findRefund(orderId) {
      const answer = await list("refunds", orderId);
      return "why" in answer ? answer : foundRefund(orderId, answer);
    },
  };
}

/** An answer about another order is none: it would be written down as this one's for ever. */
function chargeAnswer(orderId: string, { status, body }: Answer): ChargeAnswer {
  if (status === 409) return { kind: "key-used-otherwise" };
  if (status !== 201 && status !== 402) return unclear(status);
  const charge = Charge.safeParse(body);
  if (!charge.success || charge.data.orderId !== orderId) return unclear(status);
  if ((charge.data.status === "charged") !== (status === 201)) return unclear(status);
  return { kind: charge.data.status, chargeId: charge.data.id, amount: charge.data.amount };
}

/** What was charged counts before what was declined: money that was taken has to be accounted for. */
function foundCharge(orderId: string, { status, body }: Answer): FoundCharge {
  const charges = Charges.safeParse(body);
  if (status !== 200 || !charges.success) return unclear(status);
  const items = charges.data.items.filter((charge) => charge.orderId === orderId);
  const found = items.find((charge) => charge.status === "charged") ?? items[0];
  return found === undefined ? { kind: "none" } : { kind: found.status, chargeId: found.id, amount: found.amount };
}

function refundAnswer(orderId: string, { status, body }: Answer): RefundAnswer {
  if (status === 409) return { kind: "key-used-otherwise" };
  if (status === 422) return { kind: "nothing-left" };
  const refund = Refund.safeParse(body);
  if (status !== 201 || !refund.success || refund.data.orderId !== orderId) return unclear(status);
  return { kind: "refunded", refundId: refund.data.id, amount: refund.data.amount };
}

function foundRefund(orderId: string, { status, body }: Answer): FoundRefund {
  const refunds = Refunds.safeParse(body);
  if (status !== 200 || !refunds.success) return unclear(status);
  const found = refunds.data.items.find((refund) => refund.orderId === orderId);
  return found === undefined ? { kind: "none" } : { kind: "refunded", refundId: found.id, amount: found.amount };
}

function unclear(status: number): Later {
  return { kind: "later", why: `the payment provider answered ${status}` };
}
