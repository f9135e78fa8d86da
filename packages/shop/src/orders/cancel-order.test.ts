import { must } from "@tandem/kernel";
import { isBalanced } from "@tandem/replication";
import { expect, test } from "vitest";
import { createLedgerPayments } from "../testing/ledger-payments.ts";
import { createTwoRegions, escrowOf, type OneOfTwo, orderKey, sell, type TwoRegions } from "../testing/two-regions.ts";
import { createWorker, promisesIn } from "../testing/work-hints.ts";

const STOCKED = 10;
const CANCEL = orderKey("cancel");
const OTHER = orderKey("cancel again");

async function open() {
  const world = createTwoRegions();
  await sell(world, { sku: "LAMP", price: 600, quantity: STOCKED });
  const payments = createLedgerPayments();
  const workers = [createWorker(world.east, payments), createWorker(world.west, payments)];
  return {
    ...world,
    payments,
    async work() {
      for (const worker of workers) while (worker.waiting() > 0) await worker.workOne();
    },
  };
}

async function place({ east }: TwoRegions): Promise<string> {
  const lines = [{ sku: "LAMP", quantity: 2 }];
  const placed = await east.shop.placeOrder({ customer: "ada", key: orderKey("order"), lines });
  return must(placed.ok ? placed.value : undefined, "the order is taken on").id;
}

function cancel({ shop }: OneOfTwo, orderId: string, { customer = "ada", key = CANCEL } = {}) {
  return shop.cancelOrder({ customer, orderId, key });
}

async function statusIn({ shop }: OneOfTwo, orderId: string) {
  return (await shop.order({ orderId, customer: "ada" }))?.status;
}

test("an order that is not charged yet is cancelled, gives its stock back at once, and is never charged", async () => {
  const world = await open();
  const id = await place(world);

  expect(await cancel(world.east, id)).toMatchObject({ ok: true, value: { id, status: "cancelled" } });
  expect(escrowOf(world.east, "LAMP").available).toBe(STOCKED);
  await world.work();
  expect(world.payments.entries.size).toBe(0);
  expect(isBalanced(escrowOf(world.east, "LAMP"))).toBe(true);
});

test("a paid order is due its refund at once, and is refunded what the provider took", async () => {
  const world = await open();
  const id = await place(world);
  await world.work();

  const cancelled = await cancel(world.east, id);
  await world.work();

  expect(cancelled).toMatchObject({ ok: true, value: { status: "refund-due" } });
  expect([...world.payments.refunds.values()].map(({ amount }) => amount)).toEqual([1_200]);
  expect(await world.east.shop.order({ orderId: id, customer: "ada" })).toMatchObject({
    status: "refunded",
    history: [{ status: "placed" }, { status: "paid" }, { status: "refund-due" }, { status: "refunded" }],
  });
  expect(escrowOf(world.east, "LAMP").available).toBe(STOCKED);
  expect(promisesIn(world.east)).toBe(0);
});

test("the same key again is answered with the order as it stands, in any region; another key comes too late", async () => {
  const world = await open();
  const id = await place(world);
  await world.work();
  await cancel(world.east, id);
  world.heal();

  expect(await cancel(world.east, id)).toMatchObject({ ok: true, value: { status: "refund-due" } });
  await world.work();
  world.heal();
  for (const one of [world.east, world.west]) {
    expect(await cancel(one, id)).toMatchObject({ ok: true, value: { status: "refunded" } });
    expect(await cancel(one, id, { key: OTHER })).toEqual({
      ok: false,
      refusal: { reason: "too-late", status: "refunded" },
    });
  }
});

test("a declined order is too late to cancel", async () => {
  const world = await open();
  const worker = createWorker(
    world.east,
    createLedgerPayments(() => true),
  );
  const id = await place(world);
  while (worker.waiting() > 0) await worker.workOne();

  expect(await cancel(world.east, id)).toEqual({ ok: false, refusal: { reason: "too-late", status: "declined" } });
});

test("somebody else's order is not found, and neither is one that has not arrived; nothing is written", async () => {
  const world = await open();
  const id = await place(world);

  expect(await cancel(world.east, id, { customer: "bob" })).toEqual({ ok: false, refusal: { reason: "not-found" } });
  expect(await cancel(world.west, id)).toEqual({ ok: false, refusal: { reason: "not-found" } });
  world.heal();
  expect(await statusIn(world.west, id)).toBe("placed");
});

test("two regions that cancel a paid order at once, under two keys, both have; it is refunded once", async () => {
  const world = await open();
  const id = await place(world);
  await world.work();
  world.heal();

  const answers = [await cancel(world.east, id), await cancel(world.west, id, { key: OTHER })];
  await world.work();
  world.heal();
  await world.work();
  world.heal();

  expect(answers).toMatchObject([{ value: { status: "refund-due" } }, { value: { status: "refund-due" } }]);
  expect([...world.payments.refunds.values()].map(({ amount }) => amount)).toEqual([1_200]);
  expect([await statusIn(world.east, id), await statusIn(world.west, id)]).toEqual(["refunded", "refunded"]);
  expect(escrowOf(world.east, "LAMP").available + escrowOf(world.west, "LAMP").available).toBe(2 * STOCKED);
  expect([promisesIn(world.east), promisesIn(world.west)]).toEqual([0, 0]);
});

test("an order that was cancelled where its charge was unknown is refunded where the two facts meet", async () => {
  const world = await open();
  const id = await place(world);
  world.heal();
  await world.work();
  expect(await cancel(world.west, id)).toMatchObject({ value: { status: "cancelled" } });
  expect(await statusIn(world.east, id)).toBe("paid");

  for (let rounds = 0; rounds < 3; rounds += 1) {
    world.heal();
    await world.work();
  }

  expect([await statusIn(world.east, id), await statusIn(world.west, id)]).toEqual(["refunded", "refunded"]);
  expect([...world.payments.refunds.values()].map(({ amount }) => amount)).toEqual([1_200]);
});
