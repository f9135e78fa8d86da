import { Fault } from "@tandem/kernel";
import { expect, it } from "vitest";
import type { FaultPlan } from "../machine/fault-plan.ts";
import { createQuietWorld } from "../machine/testing/quiet-world.ts";
import { createPaymentProvider } from "./payment-provider.ts";
import { createPaymentsPort } from "./payments-port.ts";

function createBench(plan: Partial<FaultPlan> = {}) {
  const { machine, environment, until } = createQuietWorld(plan);
  const provider = createPaymentProvider({ nowMs: machine.nowMs, random: machine.fork("provider") });
  const state = { isDown: false };
  const port = createPaymentsPort(environment, {
    provider,
    refusal: () =>
      state.isDown ? new Fault({ code: "unavailable", message: "away", retryable: true, mayBeDone: false }) : undefined,
  });
  let nowMs = 0;
  return {
    provider,
    state,
    port,
    async answer<T>(work: Promise<T>): Promise<T> {
      nowMs += 60_000;
      await until(nowMs);
      return work;
    },
  };
}

it("a charge is taken under the order's id, so that a second asks for the first", async () => {
  const { port, provider, answer } = createBench();

  const first = await answer(port.charge({ orderId: "ord_1", amount: 500 }));
  const second = await answer(port.charge({ orderId: "ord_1", amount: 500 }));
  const other = await answer(port.charge({ orderId: "ord_1", amount: 600 }));

  expect(first).toMatchObject({ kind: "charged", amount: 500 });
  expect([second, other]).toEqual([first, { kind: "key-used-otherwise" }]);
  expect(provider.ledger()).toHaveLength(1);
});

it("a provider that does not answer in time may have charged, and it can be asked what it took", async () => {
  const { port, answer } = createBench({ calls: [{ kind: "answer-lost", target: { what: "charge" }, rate: 1 }] });

  const charged = await answer(port.charge({ orderId: "ord_1", amount: 500 }));
  const found = await answer(port.findCharge("ord_1"));

  expect([charged, found]).toMatchObject([{ kind: "later" }, { kind: "charged", amount: 500 }]);
});

it("a provider that is down takes nothing, and may work later", async () => {
  const { port, provider, state, answer } = createBench();
  state.isDown = true;

  const answers = [
    await answer(port.charge({ orderId: "ord_1", amount: 500 })),
    await answer(port.findCharge("ord_1")),
  ];

  expect([answers, provider.ledger()]).toMatchObject([[{ kind: "later" }, { kind: "later" }], []]);
});

it("what was charged is found before what was declined, and nothing is found where nothing was asked for", async () => {
  const { port, provider, answer } = createBench();
  provider.charge({ key: "k1", orderId: "ord_1", amount: 1_013 });
  provider.charge({ key: "k2", orderId: "ord_1", amount: 500 });

  const found = [await answer(port.findCharge("ord_1")), await answer(port.findCharge("ord_2"))];

  expect(found).toMatchObject([{ kind: "charged", amount: 500 }, { kind: "none" }]);
});

it("a refund is taken under a key made of the order's id, and found when its answer was lost", async () => {
  const { port, provider, answer } = createBench({
    calls: [{ kind: "answer-lost", target: { what: "refund" }, rate: 1 }],
  });
  const asked = { orderId: "ord_1", amount: 500 };

  expect(await answer(port.findRefund("ord_1"))).toEqual({ kind: "none" });
  await answer(port.charge(asked));
  const lost = await answer(port.refund(asked));
  const found = await answer(port.findRefund("ord_1"));

  expect([lost, found]).toMatchObject([{ kind: "later" }, { kind: "refunded", amount: 500 }]);
  expect(provider.refunds()).toMatchObject([{ key: "refund:ord_1", chargeId: provider.ledger()[0]?.id }]);
});
