import { must } from "@tandem/kernel";
import { beforeEach, expect, test } from "vitest";
import { createLedgerPayments, type LedgerPayments } from "../testing/ledger-payments.ts";
import { type NaiveTable, naiveTables } from "../testing/naive-global-table.ts";
import { createTwoRegions, type OneOfTwo, orderKey, sell, type TwoRegions } from "../testing/two-regions.ts";
import { createWorker } from "../testing/work-hints.ts";

/**
 * Three ways in which orders are usually kept, each in a history in which it loses something, beside what becomes of the same history here.
 */

let world: TwoRegions;
let payments: LedgerPayments;
let work: () => Promise<void>;

beforeEach(async () => {
  world = createTwoRegions();
  payments = createLedgerPayments();
  const workers = [createWorker(world.east, payments), createWorker(world.west, payments)];
  work = async () => {
    for (const worker of workers) while (worker.waiting() > 0) await worker.workOne();
  };
  await sell(world, { sku: "LAMP", price: 600, quantity: 10 });
});

async function place({ shop }: OneOfTwo): Promise<string> {
  const lines = [{ sku: "LAMP", quantity: 1 }];
  const placed = await shop.placeOrder({ customer: "ada", key: orderKey("order"), lines });
  return must(placed.ok ? placed.value : undefined, "the order is taken on").id;
}

async function untilQuiet(): Promise<void> {
  for (let rounds = 0; rounds < 4; rounds += 1) {
    await work();
    world.heal();
  }
}

test("a status in one item loses a cancellation: the charge of the other region is written last", async () => {
  const [east, west] = naiveTables();
  const order = { status: "placed", total: 600 };
  east.put({ key: "order", item: order, at: 1 });
  replicate(east, west);
  west.put({ key: "order", item: { ...order, status: "cancelled" }, at: 2 });
  east.put({ key: "order", item: { ...order, status: "paid" }, at: 3 });
  replicate(east, west);

  // The customer was told that his order is cancelled; it is paid, and nobody knows that it ever was cancelled.
  expect([east.get("order"), west.get("order")]).toMatchObject([{ status: "paid" }, { status: "paid" }]);

  const id = await place(world.east);
  world.heal();
  await work();
  expect(await world.west.shop.cancelOrder({ customer: "ada", orderId: id, key: orderKey("cancel") })).toMatchObject({
    value: { status: "cancelled" },
  });
  await untilQuiet();
  for (const { shop } of [world.east, world.west]) {
    expect((await shop.order({ orderId: id, customer: "ada" }))?.status).toBe("refunded");
  }
  expect(payments.refunds.size).toBe(1);
});

test("a condition on a global table holds in its own region only: both regions cancel, and both pay the money back", async () => {
  const [east, west] = naiveTables();
  east.put({ key: "order", item: { status: "paid", total: 600 }, at: 1 });
  replicate(east, west);
  const refunds: string[] = [];
  for (const [region, at] of [
    [east, 2],
    [west, 3],
  ] as const) {
    const change = { key: "order", item: { status: "refunded", total: 600 }, at };
    if (region.putIf((item) => item?.["status"] === "paid", change)) refunds.push(`refund-${at}`);
  }
  replicate(east, west);

  expect(refunds).toEqual(["refund-2", "refund-3"]);

  const id = await place(world.east);
  await untilQuiet();
  const answers = [];
  for (const [index, { shop }] of [world.east, world.west].entries()) {
    const key = orderKey(`cancel in ${index}`);
    answers.push(await shop.cancelOrder({ customer: "ada", orderId: id, key }));
  }
  await untilQuiet();
  expect(answers.map(({ ok }) => ok)).toEqual([true, true]);
  expect([...payments.refunds.values()].map(({ amount }) => amount)).toEqual([600]);
});

test("a lock on an idempotency key that lives in one region charges twice when the retry goes to the other", () => {
  const [east, west] = naiveTables();
  const charges: string[] = [];
  for (const [region, at] of [
    [east, 1],
    [west, 2],
  ] as const) {
    const lock = { key: "lock#order-key", item: {}, at };
    if (region.putIf((item) => item === undefined, lock)) charges.push(`order-${at}`);
  }
  replicate(east, west);

  expect(charges).toEqual(["order-1", "order-2"]);
});

test("... where the order's id is made of the key, and is the charge's key, it is one order and one charge", async () => {
  const ids = [await place(world.east), await place(world.west)];
  await untilQuiet();

  expect(ids[1]).toBe(ids[0]);
  expect([...payments.entries.keys()]).toEqual([ids[0]]);
  const [east, west] = await Promise.all(
    [world.east, world.west].map(({ shop }) => shop.orders({ customer: "ada", limit: 10 })),
  );
  expect(east).toMatchObject({ value: { items: [{ id: ids[0], status: "paid" }] } });
  expect(west).toEqual(east);
});

function replicate(one: NaiveTable, other: NaiveTable): void {
  const [ours, theirs] = [one.changes(), other.changes()];
  other.receive(ours);
  one.receive(theirs);
}
