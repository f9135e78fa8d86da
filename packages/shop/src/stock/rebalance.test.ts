import { type Region, randomId } from "@tandem/kernel";
import { isBalanced } from "@tandem/replication";
import { undeclaredFact } from "@tandem/replication/laws";
import { type RestrictionKind, restrictionKey } from "@tandem/resilience";
import { expect, test } from "vitest";
import {
  createTwoRegions,
  EAST,
  escrowOf,
  type OneOfTwo,
  orderKey,
  sharesOf,
  type TwoRegions,
  WEST,
} from "../testing/two-regions.ts";
import { createStockRound } from "./stock-round.ts";

const LAMP = { sku: "LAMP", name: "Lamp", price: 600 };

/** What each region starts with. */
async function open(east: number, west: number): Promise<TwoRegions> {
  const world = createTwoRegions();
  await world.east.shop.defineProduct(LAMP);
  world.heal();
  const stock = { sku: LAMP.sku, key: orderKey("stock") };
  if (east > 0) await world.east.shop.restock({ ...stock, quantity: east });
  if (west > 0) await world.west.shop.restock({ ...stock, quantity: west });
  world.heal();
  return world;
}

async function buy(one: OneOfTwo, quantity: number, number = 1): Promise<boolean> {
  const key = orderKey(`${one.context.table.region}-${number}`);
  return (await one.shop.placeOrder({ customer: "ada", key, lines: [{ sku: LAMP.sku, quantity }] })).ok;
}

/** A tick in each region, each with all that the other has said. */
async function tickBoth(world: TwoRegions): Promise<void> {
  for (const one of [world.east, world.west]) {
    await createStockRound(one.context).run();
    world.heal();
  }
}

async function restrict(one: OneOfTwo, subject: Region, kind: RestrictionKind): Promise<void> {
  const { table, stamps, random } = one.context;
  await table.commit({
    id: randomId("cmt", random),
    stamp: stamps.next(),
    writes: [
      undeclaredFact({
        key: restrictionKey(randomId("rst", random), table.region),
        v: 1,
        data: { subject, kind, reason: "a drill", by: "ada" },
      }),
    ],
  });
}

function held(world: TwoRegions): readonly number[] {
  return [world.east, world.west].map((one) => escrowOf(one, LAMP.sku).available);
}

test("what was put into one region stays there until another one asks", async () => {
  const world = await open(40, 0);
  await tickBoth(world);
  await tickBoth(world);
  expect(held(world)).toEqual([40, 0]);

  expect(await buy(world.west, 2)).toBe(false);
  world.heal();
  await tickBoth(world);

  expect(held(world)).toEqual([20, 20]);
  expect(await buy(world.west, 2, 2)).toBe(true);
  expect([world.east, world.west].flatMap((one) => sharesOf(one, LAMP.sku)).every(isBalanced)).toBe(true);
});

test("a want is met once: what is sold of it later is not asked for again by itself", async () => {
  const world = await open(40, 0);
  await buy(world.west, 8);
  world.heal();
  await tickBoth(world);
  await buy(world.west, 8, 2);
  world.heal();

  await tickBoth(world);
  await tickBoth(world);

  expect(held(world)).toEqual([20, 12]);
});

test("the last pieces go to whoever asks for them, and back again if somebody asks there", async () => {
  const world = await open(1, 1);
  expect(await buy(world.west, 2)).toBe(false);
  world.heal();
  await tickBoth(world);
  expect(held(world)).toEqual([0, 2]);

  expect(await buy(world.east, 1)).toBe(false);
  world.heal();
  await tickBoth(world);
  await tickBoth(world);

  expect(await buy(world.east, 1, 2)).toBe(true);
});

test("a region that sells and runs low is given before anybody is refused", async () => {
  const world = await open(40, 12);
  await buy(world.west, 1);
  world.heal();
  await tickBoth(world);
  expect(held(world)).toEqual([40, 11]);

  await buy(world.west, 2, 2);
  world.heal();
  await tickBoth(world);
  expect(held(world)).toEqual([25, 24]);
});

test("two regions that both want more than there is do not send pieces back and forth", async () => {
  const world = await open(3, 2);
  await buy(world.east, 9);
  await buy(world.west, 9);
  world.heal();
  const changes: number[] = [];
  world.east.replica.watch((changed) => changes.push(changed.length));

  for (let rounds = 0; rounds < 10; rounds += 1) await tickBoth(world);

  expect(held(world)).toEqual([3, 2]);
  expect(changes).toEqual([]);
});

test("an order takes a gift that has arrived, before any tick has", async () => {
  const world = await open(40, 0);
  await buy(world.west, 2);
  world.heal();
  await createStockRound(world.east.context).run();
  world.heal();
  expect(held(world)).toEqual([20, 0]);
  expect(await world.west.shop.product(LAMP.sku)).toMatchObject({
    available: 40,
    availableIn: { [EAST]: 20, [WEST]: 20 },
  });

  expect(await buy(world.west, 5, 2)).toBe(true);

  expect(held(world)).toEqual([20, 15]);
});

test("a gift that has not arrived is not sold: its taker refuses until it is there", async () => {
  const world = await open(4, 0);
  await buy(world.west, 2);
  world.heal();
  await createStockRound(world.east.context).run();

  expect(await buy(world.west, 2, 2)).toBe(false);
  world.heal();
  expect(await buy(world.west, 2, 3)).toBe(true);
});

test.each(["evacuated", "read-only", "lost"] as const)(
  "a region that is %s gives all that is asked for, a step at a time, and is given nothing",
  async (kind) => {
    const world = await open(40, 0);
    await restrict(world.west, EAST, kind);
    world.heal();

    for (let number = 1; number <= 3; number += 1) {
      expect(await buy(world.west, 30, number)).toBe(number > 1 && number < 3);
      world.clock.advance(60_000);
      world.heal();
      await tickBoth(world);
    }
    expect(held(world)).toEqual([0, 10]);

    expect(await buy(world.east, 5)).toBe(false);
    world.heal();
    await tickBoth(world);
    expect(held(world)).toEqual([0, 10]);
  },
);

test("what is on its way counts as its taker's: a giver that looks again before it has arrived gives no more", async () => {
  const world = await open(40, 0);
  await buy(world.west, 30);
  world.heal();

  for (let looks = 0; looks < 3; looks += 1) await createStockRound(world.east.context).run();

  expect(held(world)).toEqual([20, 0]);
});

test("two rounds at once in each region give and take once", async () => {
  const world = await open(40, 0);
  await buy(world.west, 2);
  world.heal();

  await Promise.all([1, 2].map(() => createStockRound(world.east.context).run()));
  world.heal();
  await Promise.all([1, 2].map(() => createStockRound(world.west.context).run()));

  expect(held(world)).toEqual([20, 20]);
});

test("a want that is older than people wait is not met", async () => {
  const world = await open(40, 0);
  await buy(world.west, 2);
  world.clock.advance(3_700_000);
  world.heal();
  await tickBoth(world);
  expect(held(world)).toEqual([40, 0]);

  await buy(world.west, 2, 2);
  world.heal();
  await tickBoth(world);
  expect(held(world)).toEqual([20, 20]);
});

test("a region that was given pieces lists them, though it has never defined the product", async () => {
  const world = await open(40, 0);
  await buy(world.west, 2);
  world.heal();
  await tickBoth(world);
  await tickBoth(world);

  for (const { shop } of [world.east, world.west]) {
    expect(await shop.products({ limit: 1 })).toMatchObject({
      value: { items: [{ available: 40, availableIn: { [EAST]: 20, [WEST]: 20 } }] },
    });
  }
});
