/**
 * The provider's rules. A key that is remembered answers what it answered the first time, a declined charge too; the same key
 * with other parameters is a conflict, and nothing is taken. Amounts that end in 13 cents are declined, so that a test can choose.
 */
import { DAY_MS, done, isoTime, type Outcome, type Random, randomId, refused } from "@tandem/kernel";
import type { Charge, Entry, EntryKind, Ledger, Refund } from "./ledger.ts";
import type { PaymentRequest } from "./payment-request.ts";

export interface PaymentTerms {
  readonly ledger: Ledger;
  readonly random: Random;
  /** How long a key is remembered, in milliseconds of this world's clock. */
  readonly keyLifeMs: number;
}

export interface KeyedRequest extends PaymentRequest {
  readonly key: string;
  readonly nowMs: number;
}

export type KeyReused = { readonly reason: "key-reused"; readonly message: string };
export type NothingToRefund = { readonly reason: "nothing-to-refund"; readonly message: string };

/** What a real provider of cards promises, e.g. Stripe: "at least 24 hours". */
export const KEY_LIFE_MS = DAY_MS;
const DECLINED_CENTS = 13;

export function charge(terms: PaymentTerms, request: KeyedRequest): Outcome<Charge, KeyReused> {
  return once({ ...terms, kind: "charge", request }, () =>
    done({
      id: randomId("chg", terms.random),
      orderId: request.orderId,
      amount: request.amount,
      status: request.amount % 100 === DECLINED_CENTS ? ("declined" as const) : ("charged" as const),
      key: request.key,
      at: isoTime(request.nowMs),
    }),
  );
}

export function refund(terms: PaymentTerms, request: KeyedRequest): Outcome<Refund, KeyReused | NothingToRefund> {
  return once({ ...terms, kind: "refund", request }, () => {
    const taken = everything(terms.ledger, "charge", request.orderId).filter(({ status }) => status === "charged");
    const given = everything(terms.ledger, "refund", request.orderId);
    const left = (id: string, amount: number) =>
      amount - given.filter(({ chargeId }) => chargeId === id).reduce((sum, { amount }) => sum + amount, 0);
    const source = taken.find(({ id, amount }) => left(id, amount) >= request.amount);
    if (source === undefined) {
      const message = `no charge of order ${request.orderId} has ${request.amount} left to give back`;
      return refused({ reason: "nothing-to-refund", message });
    }
    return done({
      id: randomId("ref", terms.random),
      orderId: request.orderId,
      chargeId: source.id,
      amount: request.amount,
      key: request.key,
      at: isoTime(request.nowMs),
    });
  });
}

function once<K extends EntryKind, R extends { readonly reason: string }>(
  { ledger, keyLifeMs, kind, request }: PaymentTerms & { readonly kind: K; readonly request: KeyedRequest },
  make: () => Outcome<Entry<K>, R>,
): Outcome<Entry<K>, R | KeyReused> {
  const parameters = JSON.stringify([request.orderId, request.amount]);
  return ledger.atomically<Outcome<Entry<K>, R | KeyReused>>(() => {
    const use = ledger.keyUse(kind, request.key, request.nowMs);
    if (use !== undefined && use.parameters !== parameters) {
      const message = "this Idempotency-Key was used with another orderId or amount; nothing was done";
      return refused({ reason: "key-reused", message });
    }
    const standing = use === undefined ? undefined : ledger.entry(kind, use.entryId);
    if (standing !== undefined) return done(standing);
    const made = make();
    if (made.ok) ledger.record(kind, made.value, { parameters, expiresAtMs: request.nowMs + keyLifeMs });
    return made;
  });
}

/** All of one order: there are never more than a handful. */
function everything<K extends EntryKind>(ledger: Ledger, kind: K, orderId: string): readonly Entry<K>[] {
  return ledger.list(kind, { orderId, after: 0, limit: 1_000 }).entries;
}
