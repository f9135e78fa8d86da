import { createSeededRandom, DAY_MS } from "@tandem/kernel";
import { expect, it } from "vitest";
import { createPaymentProvider, LISTED_MS_MAX } from "./payment-provider.ts";

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

it("a key that it has forgotten charges again: after a day, or all at once", () => {
  for (const how of ["after a day", "at once"] as const) {
    const { clock, provider, charge } = createBench();
    charge();
    if (how === "at once") provider.forgetKeys();
    else clock.nowMs += DAY_MS;
    charge();

    expect(provider.ledger()).toHaveLength(2);
  }
});

it("a key that is used while it forgets sooner is forgotten sooner, also when it is well again", () => {
  const { clock, provider, charge } = createBench();
  charge(500, "before");

  provider.setKeyLife(1_000);
  charge(500, "meanwhile");
  provider.setKeyLife(DAY_MS);
  clock.nowMs += 1_000;
  charge(500, "before");
  charge(500, "meanwhile");

  expect(provider.ledger().map(({ key }) => key)).toEqual(["before", "meanwhile", "meanwhile"]);
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

it("gives back what it took once for a key, and under a forgotten key no more than it took", () => {
  const { clock, provider, charge } = createBench();
  charge();
  const refund = (amount = 500) => provider.refund({ key: "refund:ord_1", orderId: "ord_1", amount });

  const first = refund();
  expect([refund() === first, refund(400)]).toEqual([true, "key-used-otherwise"]);
  clock.nowMs += DAY_MS;

  expect([refund(), provider.refunds().length]).toEqual(["nothing-left", 1]);
  expect(provider.refundsOf("ord_1")).toEqual([first]);
});

it("gives nothing back of what was declined, or was never charged, and keeps no key for it", () => {
  const { provider, charge } = createBench();
  charge(1_213);
  const refund = (amount: number) => provider.refund({ key: "refund:ord_1", orderId: "ord_1", amount });

  expect(refund(1_213)).toBe("nothing-left");
  charge(500, "another key");

  expect(refund(500)).toMatchObject({ amount: 500 });
});

it("an amount that ends in 37 cents is declined for as long as its key is known, and charged by a later attempt", () => {
  const { charge, provider } = createBench();
  const statusOf = (answer: ReturnType<typeof charge>) => (typeof answer === "string" ? answer : answer.status);

  const known = [charge(1_237), charge(1_237)].map(statusOf);
  provider.forgetKeys();
  const later = [charge(1_237), charge(1_237)].map(statusOf);

  expect([known, later]).toEqual([
    ["declined", "declined"],
    ["charged", "charged"],
  ]);
});

it("a charge may be listed some seconds late, and then is", () => {
  const listedAtOnce = Array.from({ length: 60 }, (_, seed) => {
    const clock = { nowMs: 1_000_000 };
    const provider = createPaymentProvider({ nowMs: () => clock.nowMs, random: createSeededRandom(seed) });
    provider.charge({ key: "ord_1", orderId: "ord_1", amount: 500 });
    const { length } = provider.chargesOf("ord_1");
    clock.nowMs += LISTED_MS_MAX;

    expect(provider.chargesOf("ord_1")).toHaveLength(1);
    return length;
  });

  expect(new Set(listedAtOnce)).toEqual(new Set([0, 1]));
});
