import { MINUTE_MS, must, type Outcome } from "@tandem/kernel";
import { type Item, isBalanced } from "@tandem/replication";
import { RestrictionData, restrictionsPartition } from "@tandem/resilience";
import { expect, test } from "vitest";
import { withKeepers } from "../testing/keepers.ts";
import { createLedgerPayments } from "../testing/ledger-payments.ts";
import { createTwoRegions, EAST, escrowOf, type OneOfTwo, orderKey, sell, WEST } from "../testing/two-regions.ts";
import { createWorker, promisesIn } from "../testing/work-hints.ts";
import type { Order } from "./fold-order.ts";
import { COPY_WAITS_MS } from "./keep-copy.ts";
import { orderPartition, Placed } from "./order-facts.ts";

const ADA = { customer: "ada", key: orderKey("order"), lines: [{ sku: "TEA", quantity: 2 }] };

/** An order of the east's, of which nothing has travelled to the west but the copy it was asked to keep. */
async function placedTwice() {
  const world = createTwoRegions();
  await sell(world, { sku: "TEA", price: 450, quantity: 5 });
  const keepers = withKeepers(world);
  const payments = createLedgerPayments();
  const workers = { east: createWorker(world.east, payments), west: createWorker(world.west, payments) };
  const order = placed(await keepers.east.placeOrder(ADA));
  const durable = await keepers.east.makeDurable(order);
  async function work(region: "east" | "west"): Promise<void> {
    workers[region].sweep();
    while (workers[region].waiting() > 0) await workers[region].workOne();
  }
  return { world, keepers, payments, order, durable, work };
}

function placed(outcome: Outcome<Order, { readonly reason: string }>): Order {
  return must(outcome.ok ? outcome.value : undefined, "the order is taken on");
}

function orderIn({ shop }: OneOfTwo, { id }: Order) {
  return shop.order({ orderId: id, customer: "ada" });
}

async function listIn({ shop }: OneOfTwo): Promise<readonly Order[]> {
  const page = await shop.orders({ customer: "ada", limit: 5 });
  return must(page.ok ? page.value : undefined, "a list without a cursor is a list").items;
}

test("a region that keeps a copy shows the very order, in its list too, and has taken nothing for it", async () => {
  const { world, order, durable } = await placedTwice();

  expect(durable).toEqual([EAST, WEST]);
  expect(await orderIn(world.west, order)).toEqual(order);
  expect(await listIn(world.west)).toEqual([order]);
  expect(escrowOf(world.west, "TEA")).toMatchObject({ available: 5, spent: 0 });
});

test("when the original arrives it is one order, listed once in each region, and the same as before", async () => {
  const { world, order } = await placedTwice();
  world.heal();

  for (const one of [world.east, world.west]) {
    expect(await orderIn(one, order)).toEqual(order);
    expect(await listIn(one)).toEqual([order]);
  }
});

test("the same key in the region that keeps the copy is answered with the order", async () => {
  const { keepers, order } = await placedTwice();

  expect(placed(await keepers.west.placeOrder(ADA))).toEqual(order);
  expect(await keepers.west.placeOrder({ ...ADA, lines: [{ sku: "TEA", quantity: 1 }] })).toMatchObject({
    refusal: { reason: "key-reused" },
  });
});

test("if its region is gone the one with the copy has it charged once its time has come, and not sooner", async () => {
  const { world, payments, order, work } = await placedTwice();

  world.clock.advance(COPY_WAITS_MS - MINUTE_MS);
  await work("west");
  expect(payments.entries.size).toBe(0);
  world.clock.advance(MINUTE_MS);
  await work("west");

  expect((await orderIn(world.west, order))?.status).toBe("paid");
  expect(promisesIn(world.west)).toBe(0);
});

test("if its region comes back after that, it is charged no second time, and its stock is spent once", async () => {
  const { world, payments, order, work } = await placedTwice();
  world.clock.advance(COPY_WAITS_MS);
  await work("west");
  await work("east");
  world.heal();
  await work("east");
  await work("west");

  expect([...payments.entries.keys()]).toEqual([order.id]);
  for (const one of [world.east, world.west]) expect((await orderIn(one, order))?.status).toBe("paid");
  expect(escrowOf(world.east, "TEA")).toMatchObject({ available: 3, spent: 2, returned: 0 });
  expect(escrowOf(world.west, "TEA")).toMatchObject({ available: 5, spent: 0, returned: 0 });
  expect((await world.west.shop.conflicts({ limit: 5 })).ok).toBe(true);
  expect(world.east.replica.scan(undefined, 999).filter(({ sort }) => sort.startsWith("CONFLICT"))).toEqual([]);
});

test("cancelled where the copy is, it gives its stock back where it was taken, once, and is not charged", async () => {
  const { world, payments, order, work } = await placedTwice();
  const key = orderKey("cancel");
  expect((await world.west.shop.cancelOrder({ customer: "ada", orderId: order.id, key })).ok).toBe(true);
  world.heal();
  for (let round = 0; round < 3; round += 1) {
    world.clock.advance(COPY_WAITS_MS);
    await work("east");
    await work("west");
    world.heal();
  }

  expect(payments.entries.size).toBe(0);
  for (const one of [world.east, world.west]) {
    expect((await orderIn(one, order))?.status).toBe("cancelled");
    expect(escrowOf(one, "TEA")).toMatchObject({ available: 5 });
    expect(isBalanced(escrowOf(one, "TEA"))).toBe(true);
    expect(promisesIn(one)).toBe(0);
  }
});

test("a region that lets its copy go says so once, so that it knows how long somebody may still be charging for it", async () => {
  const { world, order, work } = await placedTwice();
  await world.west.shop.cancelOrder({ customer: "ada", orderId: order.id, key: orderKey("cancel") });
  await work("west");

  expect(factsOf(world.west, order, "RELEASED")).toHaveLength(1);
});

test("while the peer cannot be asked the order stands in one region, and the answer says which", async () => {
  const world = createTwoRegions();
  await sell(world, { sku: "TEA", price: 450, quantity: 5 });
  const keepers = withKeepers(world);
  keepers.isCut = true;
  const order = placed(await keepers.east.placeOrder(ADA));

  expect(await keepers.east.makeDurable(order)).toEqual([EAST]);
  keepers.isCut = false;
  expect(await keepers.east.makeDurable(order)).toEqual([EAST, WEST]);
});

test("nobody is asked for what has arrived: a region that has the other's order has both names for it", async () => {
  const { world, keepers, order } = await placedTwice();
  world.heal();
  const asked = keepers.asked();

  expect(await keepers.west.makeDurable(order)).toEqual([WEST, EAST]);
  expect(await keepers.east.makeDurable(order)).toEqual([EAST, WEST]);
  expect(keepers.asked()).toBe(asked);
});

test("a twin is a copy already: it stands there as its own region's order", async () => {
  const world = createTwoRegions();
  await sell(world, { sku: "TEA", price: 450, quantity: 5 });
  const keepers = withKeepers(world);
  const order = placed(await keepers.east.placeOrder(ADA));
  await keepers.west.placeOrder(ADA);

  expect(await keepers.east.makeDurable(order)).toEqual([EAST, WEST]);
  expect(Placed.readAll(factsOf(world.west, order, "PLACED")).map(({ data }) => data.copyOf)).toEqual([undefined]);
});

test("a twin of other lines, or at another price, is no copy: it would be shown and charged instead", async () => {
  const world = createTwoRegions();
  await sell(world, { sku: "TEA", price: 450, quantity: 5 });
  const keepers = withKeepers(world);
  const order = placed(await keepers.east.placeOrder(ADA));
  await keepers.west.placeOrder({ ...ADA, lines: [{ sku: "TEA", quantity: 1 }] });
  const dear = { ...ADA, key: orderKey("dear") };
  const cheap = placed(await keepers.east.placeOrder(dear));
  await world.west.shop.defineProduct({ sku: "TEA", name: "A TEA", price: 900 });
  world.clock.advance(MINUTE_MS);
  await keepers.west.placeOrder(dear);

  expect(await keepers.east.makeDurable(order)).toEqual([EAST]);
  expect(await keepers.east.makeDurable(cheap)).toEqual([EAST]);
});

test.each(["no-effects", "read-only", "evacuated", "lost"] as const)(
  "a region that is %s keeps no copy",
  async (kind) => {
    const world = createTwoRegions();
    await sell(world, { sku: "TEA", price: 450, quantity: 5 });
    const data = RestrictionData.parse({ subject: WEST, kind, reason: "a drill", by: "olga" });
    const core = { v: 1, region: EAST, commitId: "cmt_1", stamp: world.east.context.stamps.next() } as const;
    const sort = `RESTRICT#rst_1#${EAST}`;
    const after: Item = { ...core, kind: "fact", partition: restrictionsPartition(), sort, data };
    world.west.replica.replace([{ partition: after.partition, sort, after }]);
    const keepers = withKeepers(world);
    const order = placed(await keepers.east.placeOrder(ADA));

    expect(await keepers.east.makeDurable(order)).toEqual([EAST]);
    expect(await orderIn(world.west, order)).toBeUndefined();
  },
);

function factsOf({ replica }: OneOfTwo, { id }: Order, name: string): readonly Item[] {
  return replica.list(orderPartition(id)).filter(({ sort }) => sort.startsWith(`${name}#`));
}
