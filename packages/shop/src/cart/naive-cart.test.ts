/**
 * Why a cart counts nothing. One counter a product, which each region adds to and takes from in its own item, merges as a sum, and is the obvious
 * way; two removals of one thing that was added once take it out twice, and the cart then owes. Both carts are played the same story.
 */
import { expect, test } from "vitest";
import { createTwoRegions, orderKey, sell } from "../testing/two-regions.ts";
import { cartsOf, linesOf } from "./testing/carts.ts";

interface Region {
  add(quantity: number): void;
  remove(): void;
  hears(): void;
  shows(): number;
}

/** Both regions' counters as one of them knows them. */
function createCounters(): readonly [Region, Region] {
  const counters = [
    [0, 0],
    [0, 0],
  ] as const satisfies readonly (readonly [number, number])[];
  const known: number[][] = counters.map((pair) => [...pair]);
  const of = (own: number): Region => {
    const mine = known[own] ?? [];
    const other = 1 - own;
    const shows = () => mine.reduce((sum, count) => sum + count, 0);
    return {
      add: (quantity) => {
        mine[own] = (mine[own] ?? 0) + quantity;
      },
      remove: () => {
        mine[own] = (mine[own] ?? 0) - shows();
      },
      hears: () => {
        mine[other] = known[other]?.[other] ?? 0;
      },
      shows,
    };
  };
  return [of(0), of(1)];
}

test("counters: two removals of one add owe, and the next add is swallowed; adds and removals do neither", async () => {
  const [east, west] = createCounters();
  east.add(2);
  west.hears();
  east.remove();
  west.remove();
  for (const one of [east, west]) one.hears();
  east.add(2);

  expect(east.shows()).toBe(0);

  const world = createTwoRegions();
  await sell(world, { sku: "TEA", price: 300, quantity: 10 });
  const [customer, sku] = ["ada", "TEA"];
  await cartsOf(world.east).add({ customer, sku, key: orderKey("one"), quantity: 2 });
  world.heal();
  for (const one of [world.east, world.west]) await cartsOf(one).remove({ customer, sku });
  world.heal();
  await cartsOf(world.east).add({ customer, sku, key: orderKey("two"), quantity: 2 });

  expect(await linesOf(world.east, customer)).toEqual({ TEA: 2 });
});
