import { createSeededRandom, DAY_MS } from "@tandem/kernel";
import { expect, it } from "vitest";
import { createPaymentProvider } from "./payment-provider.ts";

function createBench() {
  const clock = { nowMs: 1_000_000 };
  const provider = createPaymentProvider({ nowMs: () => clock.nowMs, random: createSeededRandom(1) });
  return {
    clock,
    provider,
    charge: (amount = 500, key = "ord_1") => provider.charge({ key, orderId: "ord_1", amount }),
  };
}

it("a key that it remembers charges once, and answers what it answered before", () => {
  const { clock, provider, charge } = createBench();

  const first = charge();
  clock.nowMs += DAY_MS - 1;

  expect([charge() === first, provider.ledger().length]).toEqual([true, 1]);
});

it("a key that it has forgotten charges again: after a day, or when it forgets sooner, or all at once", () => {
  const forgettings = [
    ({ clock }: ReturnType<typeof createBench>) => {
      clock.nowMs += DAY_MS;
    },
    ({ clock, provider }: ReturnType<typeof createBench>) => {
      provider.setKeyLife(1_000);
      clock.nowMs += 1_000;
    },
    ({ provider }: ReturnType<typeof createBench>) => provider.forgetKeys(),
  ];

  const counts = forgettings.map((forget) => {
    const bench = createBench();
    bench.charge();
    forget(bench);
    bench.charge();
    return bench.provider.chargesOf("ord_1").length;
  });

  expect(counts).toEqual([2, 2, 2]);
});

it("a key with another amount is refused, and nothing is taken", () => {
  const { provider, charge } = createBench();
  charge(500);

  expect([charge(600), provider.ledger().length]).toEqual(["key-used-otherwise", 1]);
});

it("amounts that end in 13 cents are declined, under their key too", () => {
  const { provider, charge } = createBench();

  charge(1_213);

  expect([charge(1_213), provider.ledger().length]).toMatchObject([{ status: "declined" }, 1]);
});
