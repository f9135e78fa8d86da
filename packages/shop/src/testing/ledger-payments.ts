/** A payment provider that is a ledger: it takes once for a key, and answers another amount as a real one does. */
import type { FoundCharge, FoundRefund, Payments } from "../payments.ts";

export interface LedgerPayments extends Payments {
  /** What was taken or refused, by order. */
  readonly entries: ReadonlyMap<string, Entry>;
  /** What was given back, by order; each once, however often its key is forgotten. */
  readonly refunds: ReadonlyMap<string, Refund>;
  /** While true it cannot be asked. */
  isAway: boolean;
}

type Entry = Extract<FoundCharge, { readonly kind: "charged" | "declined" }>;
type Refund = Extract<FoundRefund, { readonly kind: "refunded" }>;

const AWAY = { kind: "later", why: "the provider is away" } as const;

export function createLedgerPayments(isDeclined: (amount: number) => boolean = () => false): LedgerPayments {
  const entries = new Map<string, Entry>();
  const refunds = new Map<string, Refund>();
  const payments: LedgerPayments = {
    entries,
    refunds,
    isAway: false,
    async charge({ orderId, amount }) {
      if (payments.isAway) return AWAY;
      const known = entries.get(orderId);
      if (known !== undefined) return known.amount === amount ? known : { kind: "key-used-otherwise" };
      const kind = isDeclined(amount) ? "declined" : "charged";
      const entry = { kind, chargeId: `chg_${entries.size + 1}`, amount } as const;
      entries.set(orderId, entry);
      return entry;
    },
    async findCharge(orderId) {
      if (payments.isAway) return AWAY;
      return entries.get(orderId) ?? { kind: "none" };
    },
    async refund({ orderId, amount }) {
      if (payments.isAway) return AWAY;
      const known = refunds.get(orderId);
      if (known !== undefined) return known.amount === amount ? known : { kind: "key-used-otherwise" };
      const charge = entries.get(orderId);
      if (charge?.kind !== "charged" || charge.amount < amount) return { kind: "nothing-left" };
      const refund = { kind: "refunded", refundId: `ref_${refunds.size + 1}`, amount } as const;
      refunds.set(orderId, refund);
      return refund;
    },
    async findRefund(orderId) {
      if (payments.isAway) return AWAY;
      return refunds.get(orderId) ?? { kind: "none" };
    },
  };
  return payments;
}
