import { formatStamp } from "@tandem/replication";
import { expect, test } from "vitest";
import { createOrderWork } from "./order-work.ts";
import { orderPartition } from "./orders/order-facts.ts";
import type { ChargeAnswer, FoundCharge } from "./payments.ts";
import { ORDER_ID, placedItem } from "./testing/order-items.ts";
import { EAST, NOON_MS } from "./testing/two-regions.ts";

const DUE = { kind: "charge", orderId: ORDER_ID, customer: "ada", amount: 1_200 } as const;

function workWith(answer: ChargeAnswer, found: FoundCharge = { kind: "none" }) {
  return createOrderWork({ charge: async () => answer, findCharge: async () => found });
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
  const work = createOrderWork({
    async charge(request) {
      asked.push(request);
      return { kind: "later", why: "enough was seen" };
    },
    findCharge: async () => ({ kind: "none" }),
  });
  const items = [placedItem({ region: EAST, atMs: 0 }, 1_200)];
  const stamp = formatStamp({ ms: NOON_MS, counter: 0, region: EAST });

  const { effect } = work.settle({ record: orderPartition(ORDER_ID), items, region: EAST, stamp });
  if (effect !== undefined) await work.perform(effect);

  expect(asked).toEqual([{ orderId: ORDER_ID, amount: 1_200 }]);
});

test("a provider that charged and then forgot the key is not asked to charge again", async () => {
  let charges = 0;
  const work = createOrderWork({
    async charge() {
      charges += 1;
      return { kind: "later", why: "the answer was lost" };
    },
    findCharge: async () => (charges === 0 ? { kind: "none" } : { kind: "charged", chargeId: "chg_1", amount: 1_200 }),
  });

  expect((await work.perform(DUE)).kind).toBe("later");
  expect((await work.perform(DUE)).kind).toBe("done");
  expect(charges).toBe(1);
});
