import { formatStamp } from "@tandem/replication";
import { expect, test } from "vitest";
import { CHARGE_ENDS_MS, createOrderWork } from "./order-work.ts";
import { orderPartition } from "./orders/order-facts.ts";
import type { ChargeAnswer, FoundCharge, FoundRefund, Payments, RefundAnswer } from "./payments.ts";
import { createLedgerPayments } from "./testing/ledger-payments.ts";
import { ORDER_ID, placedItem } from "./testing/order-items.ts";
import { EAST, NOON_MS } from "./testing/two-regions.ts";

const DUE = { kind: "charge", orderId: ORDER_ID, customer: "ada", amount: 1_200 } as const;

function workWith(answer: ChargeAnswer, found: FoundCharge = { kind: "none" }) {
  return work({ charge: async () => answer, findCharge: async () => found });
}

function work(payments: Partial<Payments>, nowMs = NOON_MS) {
  return createOrderWork({ payments: { ...createLedgerPayments(), ...payments }, stamps: { nowMs: () => nowMs } });
}

async function factsAfter(answer: ChargeAnswer, found?: FoundCharge) {
  const performed = await workWith(answer, found).perform(DUE);
  return performed.kind === "later" ? performed.why : performed.facts(EAST);
}

test("what was charged is a PAID with the amount that the provider says, not the one that was asked for", async () => {
  expect(await factsAfter({ kind: "charged", chargeId: "chg_1", amount: 900 })).toMatchObject([
    { type: "fact", key: { sort: "PAID#us-east-1" }, data: { orderId: ORDER_ID, amount: 900, chargeId: "chg_1" } },
  ]);
});

test("a refusal for good is a DECLINED", async () => {
  expect(await factsAfter({ kind: "declined", chargeId: "chg_1", amount: 1_200 })).toMatchObject([
    { key: { sort: "DECLINED#us-east-1" }, wake: "changed" },
  ]);
});

test("a key that was used with another amount has charged already: what was taken is asked for and written down", async () => {
  const answer = { kind: "key-used-otherwise" } as const;

  expect(await factsAfter(answer, { kind: "charged", chargeId: "chg_7", amount: 700 })).toMatchObject([
    { key: { sort: "PAID#us-east-1" }, data: { amount: 700, chargeId: "chg_7" } },
  ]);
  expect(await factsAfter(answer, { kind: "declined", chargeId: "chg_7", amount: 700 })).toMatchObject([
    { key: { sort: "DECLINED#us-east-1" } },
  ]);
  expect(await factsAfter(answer, { kind: "later", why: "the provider is away" })).toBe("the provider is away");
  expect(await factsAfter(answer, { kind: "none" })).toMatch(/lists no charge/);
});

test("a provider that is away has the work wait", async () => {
  expect(await factsAfter({ kind: "later", why: "the provider is away" })).toBe("the provider is away");
});

test("the charge that an order owes is asked for under the order's own id", async () => {
  const asked: unknown[] = [];
  const asks = work({
    async charge(request) {
      asked.push(request);
      return { kind: "later", why: "enough was seen" };
    },
    findCharge: async () => ({ kind: "none" }),
  });
  const items = [placedItem({ region: EAST, atMs: 0 }, 1_200)];
  const stamp = formatStamp({ ms: NOON_MS, counter: 0, region: EAST });

  const { effect } = asks.settle({ record: orderPartition(ORDER_ID), items, region: EAST, stamp });
  if (effect !== undefined) await asks.perform(effect);

  expect(asked).toEqual([{ orderId: ORDER_ID, amount: 1_200 }]);
});

test("a provider that charged and then forgot the key is not asked to charge again", async () => {
  let charges = 0;
  const asks = work({
    async charge() {
      charges += 1;
      return { kind: "later", why: "the answer was lost" };
    },
    findCharge: async () => (charges === 0 ? { kind: "none" } : { kind: "charged", chargeId: "chg_1", amount: 1_200 }),
  });

  expect((await asks.perform(DUE)).kind).toBe("later");
  expect((await asks.perform(DUE)).kind).toBe("done");
  expect(charges).toBe(1);
});

const REFUND = { kind: "refund", orderId: ORDER_ID, customer: "ada", amount: 1_200 } as const;
const GIVEN: FoundRefund = { kind: "refunded", refundId: "ref_1", amount: 1_200 };

async function factsAfterRefund(answer: RefundAnswer, found: readonly FoundRefund[]) {
  const looks = [...found];
  const performed = await work({
    refund: async () => answer,
    findRefund: async () => looks.shift() ?? { kind: "none" },
  }).perform(REFUND);
  return performed.kind === "later" ? performed.why : performed.facts(EAST);
}

test("what went back is a REFUNDED with the amount that the provider says", async () => {
  expect(await factsAfterRefund({ kind: "refunded", refundId: "ref_1", amount: 900 }, [])).toMatchObject([
    {
      key: { sort: "REFUNDED#us-east-1" },
      data: { orderId: ORDER_ID, amount: 900, refundId: "ref_1" },
      wake: "changed",
    },
  ]);
});

test("a refund that the provider lists is written down, and not asked for again", async () => {
  const asked = await work({
    refund: async () => expect.unreachable("it went back already"),
    findRefund: async () => GIVEN,
  }).perform(REFUND);

  expect(asked.kind).toBe("done");
});

test("a provider that has nothing left to give back gave it to somebody else who asked: what it lists is written down", async () => {
  for (const kind of ["nothing-left", "key-used-otherwise"] as const) {
    expect(await factsAfterRefund({ kind }, [{ kind: "none" }, GIVEN])).toMatchObject([
      { key: { sort: "REFUNDED#us-east-1" }, data: { refundId: "ref_1" } },
    ]);
    expect(await factsAfterRefund({ kind }, [])).toMatch(/lists no refund/);
  }
});

const CHECK = { kind: "check-charge", orderId: ORDER_ID, customer: "ada", knownMs: NOON_MS } as const;

test("nobody looks for a charge while somebody who began one may still be at it", async () => {
  const early = work({ findCharge: async () => expect.unreachable("it is too early") }, NOON_MS + CHARGE_ENDS_MS - 1);

  expect(await early.perform(CHECK)).toMatchObject({ kind: "later", untilMs: NOON_MS + CHARGE_ENDS_MS });
});

test("what a cancelled order's check finds is written down, and so is that it found nothing", async () => {
  const sorts = async (found: FoundCharge) => {
    const performed = await work({ findCharge: async () => found }, NOON_MS + CHARGE_ENDS_MS).perform(CHECK);
    return performed.kind === "done" ? performed.facts(EAST).map(({ key }) => key.sort) : performed.why;
  };

  expect(await sorts({ kind: "charged", chargeId: "chg_1", amount: 1_200 })).toEqual(["PAID#us-east-1"]);
  expect(await sorts({ kind: "declined", chargeId: "chg_1", amount: 1_200 })).toEqual(["DECLINED#us-east-1"]);
  expect(await sorts({ kind: "none" })).toEqual(["UNCHARGED#us-east-1"]);
  expect(await sorts({ kind: "later", why: "the provider is away" })).toBe("the provider is away");
});

test("what only a later release understands waits for it", async () => {
  expect(await work({}).perform({ kind: "wait", why: "deploy it" })).toEqual({ kind: "later", why: "deploy it" });
});
