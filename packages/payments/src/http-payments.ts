/**
 * The shop's payments port over HTTP. The order's id is the provider's idempotency key, so a charge that is asked for
 * twice is taken once. Whatever is not a clear answer is "later": the work waits in the outbox and is asked for again.
 */
import type { ChargeAnswer, FoundCharge, Payments } from "@tandem/shop";
import * as z from "zod";

/** A provider that has not answered by then may have charged: the next try, under the same key, will tell. */
export const PAYMENT_TIMEOUT_MS = 5_000;

const Charge = z.object({
  id: z.string(),
  orderId: z.string(),
  amount: z.int(),
  status: z.enum(["charged", "declined"]),
});
const Charges = z.object({ items: z.array(Charge) });

export interface HttpPaymentsOptions {
  /** Without a slash at the end. */
  readonly baseUrl: string;
  readonly timeoutMs?: number;
}

export function createHttpPayments({ baseUrl, timeoutMs = PAYMENT_TIMEOUT_MS }: HttpPaymentsOptions): Payments {
  return {
    async charge({ orderId, amount }) {
      const answer = await ask(`${baseUrl}/charges`, timeoutMs, {
        method: "POST",
        headers: { "Content-Type": "application/json", "Idempotency-Key": orderId },
        body: JSON.stringify({ orderId, amount }),
      });
      return "why" in answer ? answer : chargeAnswer(orderId, answer);
    },
    async findCharge(orderId) {
      const answer = await ask(`${baseUrl}/charges?orderId=${encodeURIComponent(orderId)}`, timeoutMs, {});
      return "why" in answer ? answer : foundCharge(orderId, answer);
    },
  };
}

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

interface Later {
  readonly kind: "later";
  readonly why: string;
}

async function ask(url: string, timeoutMs: number, init: RequestInit): Promise<Answer | Later> {
  try {
    const response = await fetch(url, { ...init, signal: AbortSignal.timeout(timeoutMs) });
    const text = await response.text();
    return { status: response.status, body: parseJson(text) };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { kind: "later", why: `the payment provider did not answer: ${reason}` };
  }
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

function unclear(status: number): Later {
  return { kind: "later", why: `the payment provider answered ${status}` };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
