/**
 * A payment provider as real ones are: it takes money once per key for as long as it remembers the key, and forgets keys after a day,
 * while its ledger is for ever. A key that comes with another order or amount is refused. Amounts that end in 13 cents are
 * declined, so that a history can choose.
 */
import { DAY_MS, type Random, randomId } from "@tandem/kernel";

export interface ProviderCharge {
  readonly id: string;
  readonly orderId: string;
  readonly amount: number;
  readonly status: "charged" | "declined";
  readonly key: string;
  readonly atMs: number;
}

export interface ChargeAsked {
  readonly key: string;
  readonly orderId: string;
  readonly amount: number;
}

export interface PaymentProvider {
  /** The charge that the key stands for, or that the key stands for something else. */
  charge(asked: ChargeAsked): ProviderCharge | "key-used-otherwise";
  /** What was charged or declined for an order, oldest first. */
  chargesOf(orderId: string): readonly ProviderCharge[];
  /** The whole ledger, oldest first. */
  ledger(): readonly ProviderCharge[];
  /** Keys that are used from now on are remembered for this long. */
  setKeyLife(ms: number): void;
  /** Every key used until now is as good as new. */
  forgetKeys(): void;
}

/** What a real provider of cards promises, e.g. Stripe: "at least 24 hours". */
export const KEY_LIFE_MS = DAY_MS;
const DECLINED_CENTS = 13;

export interface PaymentProviderOptions {
  readonly nowMs: () => number;
  readonly random: Random;
}

export function createPaymentProvider({ nowMs, random }: PaymentProviderOptions): PaymentProvider {
  const charges: ProviderCharge[] = [];
  const byOrder = new Map<string, ProviderCharge[]>();
  const keys = new Map<string, { readonly charge: ProviderCharge; readonly untilMs: number }>();
  let keyLifeMs = KEY_LIFE_MS;

  function remembered(key: string): ProviderCharge | undefined {
    const known = keys.get(key);
    return known !== undefined && nowMs() < known.untilMs ? known.charge : undefined;
  }

  return {
    charge({ key, orderId, amount }) {
      const standing = remembered(key);
      if (standing !== undefined) {
        return standing.orderId === orderId && standing.amount === amount ? standing : "key-used-otherwise";
      }
      const status = amount % 100 === DECLINED_CENTS ? "declined" : "charged";
      const charge = { id: randomId("chg", random), orderId, amount, status, key, atMs: nowMs() } as const;
      charges.push(charge);
      byOrder.set(orderId, [...(byOrder.get(orderId) ?? []), charge]);
      keys.set(key, { charge, untilMs: nowMs() + keyLifeMs });
      return charge;
    },
    chargesOf: (orderId) => byOrder.get(orderId) ?? [],
    ledger: () => [...charges],
    setKeyLife(ms) {
      keyLifeMs = ms;
    },
    forgetKeys: () => keys.clear(),
  };
}
