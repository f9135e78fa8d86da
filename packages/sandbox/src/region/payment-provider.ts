/**
 * A payment provider as real ones are: it takes money once per key for as long as it remembers the key, and forgets keys after a day,
 * while its ledger is for ever. A key that comes with another order or amount is refused. Amounts that end in 13 cents are
 * declined, so that a history can choose; of those that end in 37 the first attempt is, and one that is made when its key is forgotten is charged: a
 * card that was locked for a moment. What it lists is a little behind what it did. It gives back no more of a charge than it took.
 */
import { DAY_MS, fraction, type Random, randomId, SECOND_MS } from "@tandem/kernel";

export interface ProviderCharge {
  readonly id: string;
  readonly orderId: string;
  readonly amount: number;
  readonly status: "charged" | "declined";
  readonly key: string;
  readonly atMs: number;
  /** From when on it is listed. */
  readonly listedMs: number;
}

export interface ProviderRefund {
  readonly id: string;
  readonly orderId: string;
  readonly chargeId: string;
  readonly amount: number;
  readonly key: string;
  readonly atMs: number;
}

export interface PaymentAsked {
  readonly key: string;
  readonly orderId: string;
  readonly amount: number;
}

export interface PaymentProvider {
  /** The charge that the key stands for, or that the key stands for something else. */
  charge(asked: PaymentAsked): ProviderCharge | "key-used-otherwise";
  /** The refund that the key stands for; or that the key stands for something else, or that there is nothing to give back. */
  refund(asked: PaymentAsked): ProviderRefund | "key-used-otherwise" | "nothing-left";
  /** What was charged or declined for an order, oldest first, as far as it is listed. */
  chargesOf(orderId: string): readonly ProviderCharge[];
  /** What was given back of an order, oldest first. */
  refundsOf(orderId: string): readonly ProviderRefund[];
  /** All charges, oldest first. */
  ledger(): readonly ProviderCharge[];
  /** All refunds, oldest first. */
  refunds(): readonly ProviderRefund[];
  /** Keys that are used from now on are remembered for this long. */
  setKeyLife(ms: number): void;
  /** Every key used until now is as good as new. */
  forgetKeys(): void;
}

/** What a real provider of cards promises, e.g. Stripe: "at least 24 hours". */
export const KEY_LIFE_MS = DAY_MS;
const DECLINED_CENTS = 13;
const DECLINED_AT_FIRST_CENTS = 37;
/** One charge in so many is not listed at once, but within this. */
const LISTED_LATE_CHANCE = 1 / 4;
export const LISTED_MS_MAX = 5 * SECOND_MS;

export interface PaymentProviderOptions {
  readonly nowMs: () => number;
  readonly random: Random;
}

export function createPaymentProvider({ nowMs, random }: PaymentProviderOptions): PaymentProvider {
  const terms = { keyLifeMs: KEY_LIFE_MS };
  const charges = createBook<ProviderCharge>({ nowMs, terms });
  const refunds = createBook<ProviderRefund>({ nowMs, terms });

  return {
    charge(asked) {
      const { amount } = asked;
      const cents = amount % 100;
      const isFirst = charges.of(asked.orderId).length === 0;
      const isDeclined = cents === DECLINED_CENTS || (cents === DECLINED_AT_FIRST_CENTS && isFirst);
      return charges.once<never>(asked, () => {
        const status = isDeclined ? "declined" : "charged";
        const id = randomId("chg", random);
        const lateMs = fraction(random) < LISTED_LATE_CHANCE ? Math.floor(fraction(random) * LISTED_MS_MAX) : 0;
        return { id, ...asked, status, atMs: nowMs(), listedMs: nowMs() + lateMs };
      });
    },
    refund(asked) {
      const source = charges.of(asked.orderId).find(({ id, status, amount }) => {
        const given = refunds.of(asked.orderId).filter(({ chargeId }) => chargeId === id);
        return status === "charged" && amount - given.reduce((sum, { amount }) => sum + amount, 0) >= asked.amount;
      });
      return refunds.once<"nothing-left">(asked, () =>
        source === undefined
          ? "nothing-left"
          : { id: randomId("ref", random), ...asked, chargeId: source.id, atMs: nowMs() },
      );
    },
    chargesOf: (orderId) => charges.of(orderId).filter(({ listedMs }) => listedMs <= nowMs()),
    refundsOf: refunds.of,
    ledger: charges.all,
    refunds: refunds.all,
    setKeyLife(ms) {
      terms.keyLifeMs = ms;
    },
    forgetKeys() {
      charges.forgetKeys();
      refunds.forgetKeys();
    },
  };
}

interface Book<Entry> {
  /** The entry that the key stands for, made if the key is new; nothing is kept of what is no entry. */
  once<Refusal extends string>(
    asked: PaymentAsked,
    make: () => Entry | Refusal,
  ): Entry | Refusal | "key-used-otherwise";
  of(orderId: string): readonly Entry[];
  all(): readonly Entry[];
  forgetKeys(): void;
}

/** Charges, or refunds: the ledger, which is for ever, and the keys, which are not. */
function createBook<Entry extends PaymentAsked>(options: {
  readonly nowMs: () => number;
  readonly terms: { readonly keyLifeMs: number };
}): Book<Entry> {
  const { nowMs, terms } = options;
  const entries: Entry[] = [];
  const byOrder = new Map<string, Entry[]>();
  const keys = new Map<string, { readonly entry: Entry; readonly untilMs: number }>();
  return {
    once({ key, orderId, amount }, make) {
      const known = keys.get(key);
      if (known !== undefined && nowMs() < known.untilMs) {
        const { entry } = known;
        return entry.orderId === orderId && entry.amount === amount ? entry : "key-used-otherwise";
      }
      const made = make();
      if (typeof made === "string") return made;
      entries.push(made);
      byOrder.set(orderId, [...(byOrder.get(orderId) ?? []), made]);
      keys.set(key, { entry: made, untilMs: nowMs() + terms.keyLifeMs });
      return made;
    },
    of: (orderId) => byOrder.get(orderId) ?? [],
    all: () => [...entries],
    forgetKeys: () => keys.clear(),
  };
}
