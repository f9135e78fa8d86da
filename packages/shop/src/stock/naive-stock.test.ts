/** What would be simpler, and what becomes of it under the same histories. */
import { randomId } from "@tandem/kernel";
import { EscrowShare, type FragmentItem, isBalanced, makeKey, makePartition, type Write } from "@tandem/replication";
import { undeclaredFact, undeclaredFragment } from "@tandem/replication/laws";
import { expect, test } from "vitest";
import {
  createTwoRegions,
  EAST,
  escrowOf,
  type OneOfTwo,
  orderKey,
  sell,
  type TwoRegions,
  WEST,
} from "../testing/two-regions.ts";
import { give, takeGifts } from "./move-stock.ts";
import { escrowKey, readStock, type Stock } from "./stock.ts";

const SKU = "LAMP";

async function commit({ context }: OneOfTwo, writes: readonly [Write, ...Write[]]): Promise<boolean> {
  const { table, stamps, random } = context;
  return (await table.commit({ id: randomId("cmt", random), stamp: stamps.next(), writes })).ok;
}

async function stockIn({ context }: OneOfTwo): Promise<Stock> {
  return (await readStock(context.table, [SKU])).get(SKU) ?? [];
}

function receipt(one: OneOfTwo, name: string): Write {
  const partition = makePartition(["RECEIPT", name]);
  return undeclaredFact({
    key: makeKey({ partition, name: "DONE", region: one.context.table.region }),
    v: 1,
    data: {},
  });
}

/** One number for the whole world, in each region's own copy; of two copies the later stamp wins. */
const SHARED = makePartition(["SHARED", SKU]);

function sharedCount(one: OneOfTwo): number {
  const copies = one.replica.list(SHARED).filter((item): item is FragmentItem => item.kind === "fragment");
  const last = copies.toSorted((left, right) => (left.stamp < right.stamp ? -1 : 1)).at(-1);
  return Number(last?.data["left"] ?? 0);
}

async function setShared(one: OneOfTwo, left: number): Promise<void> {
  const { region } = one.context.table;
  const own = one.replica.list(SHARED).find((item) => item.region === region);
  const key = makeKey({ partition: SHARED, name: "LEFT", region });
  await commit(one, [undeclaredFragment({ key, v: 1, data: { left }, expected: own?.commitId ?? "absent" })]);
}

async function sellShared(one: OneOfTwo): Promise<boolean> {
  const left = sharedCount(one);
  if (left === 0) return false;
  await setShared(one, left - 1);
  return true;
}

/** Both regions sell one by one while nothing crosses between them, until neither has any left; how many were sold. */
async function sellOut(
  world: TwoRegions,
  sellOne: (one: OneOfTwo, number: number) => Promise<boolean>,
): Promise<number> {
  let sold = 0;
  for (let number = 0; number < 10; number += 1) {
    for (const one of [world.east, world.west]) if (await sellOne(one, number)) sold += 1;
  }
  return sold;
}

test("one number for all regions sells every piece twice while they are apart; shares sell each once", async () => {
  const naive = createTwoRegions();
  await setShared(naive.east, 6);
  naive.heal();
  const good = createTwoRegions();
  await sell(good, { sku: SKU, price: 600, quantity: 3 });

  expect(await sellOut(naive, sellShared)).toBe(12);
  const bought = await sellOut(good, async ({ shop, context }, number) => {
    const key = orderKey(`${context.table.region}-${number}`);
    return (await shop.placeOrder({ customer: "ada", key, lines: [{ sku: SKU, quantity: 1 }] })).ok;
  });

  expect(bought).toBe(6);
});

/** What both regions' books say is there. */
function total(world: TwoRegions): number {
  return escrowOf(world.east, SKU).available + escrowOf(world.west, SKU).available;
}

async function eastHasSix(): Promise<TwoRegions> {
  const world = createTwoRegions();
  await world.east.shop.defineProduct({ sku: SKU, name: "Lamp", price: 600 });
  await world.east.shop.restock({ key: orderKey("six"), sku: SKU, quantity: 6 });
  world.heal();
  return world;
}

/** A plus in one region and a minus in the other, each under a receipt of its own try. */
function plainMove(one: OneOfTwo, add: number, receiptName: string): Promise<boolean> {
  const key = escrowKey({ sku: SKU, shard: "0" }, one.context.table.region);
  return commit(one, [receipt(one, receiptName), EscrowShare.write({ key, by: { available: { add } } })]);
}

test("a transfer that is two plain adjustments conjures pieces when its second half is repeated, and loses them when it is not made", async () => {
  const repeated = await eastHasSix();
  await plainMove(repeated.east, -2, "try-1");
  await plainMove(repeated.west, 2, "try-1");
  await plainMove(repeated.west, 2, "try-2");
  expect(total(repeated)).toBe(8);

  const died = await eastHasSix();
  await plainMove(died.east, -2, "try-1");
  expect(total(died)).toBe(4);
  expect(isBalanced(escrowOf(died.east, SKU))).toBe(false);
});

test("a numbered transfer is made once however often each half is tried, and what is on its way is known", async () => {
  const world = await eastHasSix();
  const { east, west } = world;
  const before = { sku: SKU, stock: await stockIn(east) };
  const gift = { to: WEST, quantity: 2 };

  expect([await give(east.context, before, gift), await give(east.context, before, gift)]).toEqual([true, false]);
  expect(total(world)).toBe(4);
  world.heal();
  const arrived = { sku: SKU, stock: await stockIn(west) };
  expect((await west.shop.product(SKU))?.available).toBe(6);
  expect([await takeGifts(west.context, arrived), await takeGifts(west.context, arrived)]).toEqual([true, false]);

  expect(total(world)).toBe(6);
  expect([east, west].map((one) => isBalanced(escrowOf(one, SKU)))).toEqual([true, true]);
});

test("a restock without a record of its own is doubled by a lost answer; under its key it is found", async () => {
  const naive = await eastHasSix();
  const key = escrowKey({ sku: SKU, shard: "0" }, EAST);
  const by = { available: { add: 5 }, stocked: { add: 5 } };
  for (const name of ["try-1", "try-2"])
    await commit(naive.east, [receipt(naive.east, name), EscrowShare.write({ key, by })]);
  expect(total(naive)).toBe(16);

  const good = await eastHasSix();
  for (const _ of ["try-1", "try-2"]) await good.east.shop.restock({ key: orderKey("more"), sku: SKU, quantity: 5 });
  expect(total(good)).toBe(11);
});
