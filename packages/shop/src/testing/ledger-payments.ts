/** A payment provider that is a ledger: it takes once for a key, and answers another amount as a real one does. */
import type { FoundCharge, Payments } from "../payments.ts";

export interface LedgerPayments extends Payments {
  /** What was taken or refused, by order. */
  readonly entries: ReadonlyMap<string, Entry>;
  /** While true it cannot be asked. */
  isAway: boolean;
}

type Entry = Extract<FoundCharge, { readonly kind: "charged" | "declined" }>;

export function createLedgerPayments(isDeclined: (amount: number) => boolean = () => false): LedgerPayments {
  const entries = new Map<string, Entry>();
  const payments: LedgerPayments = {
    entries,
    isAway: false,
    async charge({ orderId, amount }) {
      if (payments.isAway) return { kind: "later", why: "the provider is away" };
      const known = entries.get(orderId);
      if (known !== undefined) return known.amount === amount ? known : { kind: "key-used-otherwise" };
      const kind = isDeclined(amount) ? "declined" : "charged";
      const entry = { kind, chargeId: `chg_${entries.size + 1}`, amount } as const;
      entries.set(orderId, entry);
      return entry;
    },
    async findCharge(orderId) {
      if (payments.isAway) return { kind: "later", why: "the provider is away" };
      return entries.get(orderId) ?? { kind: "none" };
    },
  };
  return payments;
}
