import { below, createSeededRandom, type Region } from "@tandem/kernel";
import { formatStamp, type Item, isBalanced } from "@tandem/replication";
import { expect, test } from "vitest";
import { type OrderHistory, orderHistories, play, SKU, STOCKED, settleIn } from "../testing/order-history.ts";
import { ORDER_ID, paidItem, placedItem } from "../testing/order-items.ts";
import {
  createTwoRegions,
  EAST,
  escrowOf,
  NOON_MS,
  type OneOfTwo,
  type TwoRegions,
  WEST,
} from "../testing/two-regions.ts";
import { foldOrder } from "./fold-order.ts";
import { orderPartition, readOrderFacts } from "./order-facts.ts";
import { settleOrder } from "./settle-order.ts";

/** Many worlds are played: on a busy machine that takes a while. */
const TIMEOUT_MS = 60_000;
/** Ways in which the facts of each history arrive, and settle work falls between. */
const INTERLEAVINGS = 2;
const SEED = 20_261_121;

const NOW = formatStamp({ ms: NOON_MS + 1_000, counter: 0, region: EAST });

function settle(items: readonly Item[], region: Region) {
  return settleOrder({ items, region, stamp: NOW });
}

function factsIn(one: OneOfTwo) {
  return readOrderFacts(one.replica.list(orderPartition(ORDER_ID)));
}

/** Sends and settles as chance has it, until nothing is on its way and nothing is owed. */
async function settleWhileSending(world: TwoRegions, seed: number): Promise<void> {
  const random = createSeededRandom(seed);
  const both = [world.east, world.west];
  for (let isQuiet = false; !isQuiet; ) {
    const one = both[below(random, both.length)] ?? world.east;
    if (one.waiting() > 0 && below(random, 2) === 0) one.sendOne();
    else await settleIn(one);
    if (both.every((other) => other.waiting() === 0)) {
      const owed = [await settleIn(world.east), await settleIn(world.west)];
      isQuiet = !owed.includes(true) && both.every((other) => other.waiting() === 0);
    }
  }
}

/** Which twins end up without their stock, said once more in other words than the code says it. */
function mustRelease({ facts, eastTotal, westTotal, charged, isWestFirst }: OrderHistory): readonly string[] {
  const placed = ["east", "west"].filter((where) => facts.some((name) => name === `PLACED ${where}`));
  if (facts.some((name) => name.startsWith("DECLINED"))) return placed;
  if (!facts.some((name) => name.startsWith("PAID")) || placed.length < 2) return [];
  if (eastTotal !== westTotal) return charged === eastTotal ? ["west"] : ["east"];
  return isWestFirst ? ["east"] : ["west"];
}

test("after any history, however it arrives, each region has given back what it must, once, and nothing else", {
  timeout: TIMEOUT_MS,
}, async () => {
  for (const [index, history] of orderHistories().entries()) {
    for (let count = 0; count < INTERLEAVINGS; count += 1) {
      const seed = SEED + index * INTERLEAVINGS + count;
      const world = createTwoRegions(seed);
      await play(world, history);
      await settleWhileSending(world, seed);

      const released = mustRelease(history);
      for (const [name, one] of [
        ["east", world.east],
        ["west", world.west],
      ] as const) {
        const why = `${name} of ${JSON.stringify({ ...history, seed })}`;
        const isPlaced = history.facts.some((fact) => fact === `PLACED ${name}`);
        const escrow = escrowOf(one, SKU);
        expect(isBalanced(escrow), why).toBe(true);
        expect(escrow.returned, why).toBe(released.includes(name) ? 2 : 0);
        expect(escrow.available, why).toBe(STOCKED - (isPlaced && !released.includes(name) ? 2 : 0));
        expect(
          factsIn(one)
            .released.map(({ item }) => (item.region === EAST ? "east" : "west"))
            .toSorted(),
          why,
        ).toEqual(released);
      }
    }
  }
});

test("at every moment, on every way there, one twin of an order that is not declined keeps its stock", {
  timeout: TIMEOUT_MS,
}, async () => {
  const histories = orderHistories().filter(({ facts }) => !facts.some((name) => name.startsWith("DECLINED")));
  for (const [index, history] of histories.entries()) {
    const world = createTwoRegions(SEED + index);
    await play(world, history);
    for (let steps = 0; steps < 40; steps += 1) {
      const one = below(world.random, 2) === 0 ? world.east : world.west;
      if (one.waiting() > 0 && below(world.random, 2) === 0) one.sendOne();
      else await settleIn(one);

      const released = [world.east, world.west].filter((other) => escrowOf(other, SKU).returned > 0);
      expect(released.length, JSON.stringify(history)).toBeLessThanOrEqual(1);
    }
  }
});

test("no twin gives up before a result is known: the other could still be refused and this one charged", () => {
  const east = placedItem({ region: EAST, atMs: 10 }, 900);
  const west = placedItem({ region: WEST, atMs: 5 }, 1_200);

  expect(settle([east, west], EAST).writes).toEqual([]);
  expect(settle([east, west], WEST).writes).toEqual([]);
});

test("a twin that was not charged gives up its stock and its place in the list, in one commit with the reason", () => {
  const east = placedItem({ region: EAST, atMs: 10 }, 900);
  const west = placedItem({ region: WEST, atMs: 5 }, 1_200);
  const paid = paidItem({ region: WEST, atMs: 20 }, 1_200);

  const { writes, conflicts } = settle([east, west, paid], EAST);

  expect(conflicts).toBe(1);
  expect(writes.map(({ type }) => type)).toEqual(["fact", "adjust", "erase", "erase", "fact"]);
  expect(writes[0]).toMatchObject({ type: "fact", data: { why: "twin" } });
  expect(settle([east, west, paid], WEST)).toMatchObject({ writes: [], conflicts: 0 });
});

test("while no result is known both regions owe the same charge, of the twin that stands", () => {
  const east = placedItem({ region: EAST, atMs: 10 }, 900);
  const west = placedItem({ region: WEST, atMs: 5 }, 1_200);
  const charge = { kind: "charge", orderId: ORDER_ID, customer: "ada", amount: 1_200 };

  expect(settle([east, west], EAST).effect).toEqual(charge);
  expect(settle([west, east], WEST).effect).toEqual(charge);
  expect(settle([east, paidItem({ region: WEST, atMs: 20 }, 900)], EAST).effect).toBeUndefined();
});

test("a result whose order has not arrived obliges to nothing", () => {
  const paid = paidItem({ region: WEST, atMs: 20 }, 1_200);

  expect(foldOrder([paid])).toBeUndefined();
  expect(settle([paid], EAST)).toEqual({ writes: [], effect: undefined, conflicts: 0 });
});
