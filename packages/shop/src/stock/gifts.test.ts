import { expect, test } from "vitest";
import { buyLamps, LAMP, lampsHeld, openLampShop, restrict, tickBoth } from "../testing/lamp-shop.ts";
import { EAST, WEST } from "../testing/two-regions.ts";
import { createStockRound } from "./stock-round.ts";

test("an order takes a gift that has arrived, before any tick has", async () => {
  const world = await openLampShop(40, 0);
  await buyLamps(world.west, 2);
  world.heal();
  await createStockRound(world.east.context).run();
  world.heal();
  expect(lampsHeld(world)).toEqual([20, 0]);
  expect(await world.west.shop.product(LAMP.sku)).toMatchObject({
    available: 40,
    availableIn: { [EAST]: 20, [WEST]: 20 },
  });

  expect(await buyLamps(world.west, 5, 2)).toBe(true);

  expect(lampsHeld(world)).toEqual([20, 15]);
});

test("a gift that has not arrived is not sold: its taker refuses until it is there", async () => {
  const world = await openLampShop(4, 0);
  await buyLamps(world.west, 2);
  world.heal();
  await createStockRound(world.east.context).run();

  expect(await buyLamps(world.west, 2, 2)).toBe(false);
  world.heal();
  expect(await buyLamps(world.west, 2, 3)).toBe(true);
});

test.each(["evacuated", "read-only", "lost"] as const)(
  "a region that is %s gives all that is asked for, a step at a time, and is given nothing",
  async (kind) => {
    const world = await openLampShop(40, 0);
    await restrict(world.west, EAST, kind);
    world.heal();

    for (let number = 1; number <= 3; number += 1) {
      expect(await buyLamps(world.west, 30, number)).toBe(number > 1 && number < 3);
      world.clock.advance(60_000);
      world.heal();
      await tickBoth(world);
    }
    expect(lampsHeld(world)).toEqual([0, 10]);

    expect(await buyLamps(world.east, 5)).toBe(false);
    world.heal();
    await tickBoth(world);
    expect(lampsHeld(world)).toEqual([0, 10]);
  },
);

test("what is on its way counts as its taker's: a giver that looks again before it has arrived gives no more", async () => {
  const world = await openLampShop(40, 0);
  await buyLamps(world.west, 30);
  world.heal();

  for (let looks = 0; looks < 3; looks += 1) await createStockRound(world.east.context).run();

  expect(lampsHeld(world)).toEqual([20, 0]);
});

test("two rounds at once in each region give and take once", async () => {
  const world = await openLampShop(40, 0);
  await buyLamps(world.west, 2);
  world.heal();

  await Promise.all([1, 2].map(() => createStockRound(world.east.context).run()));
  world.heal();
  await Promise.all([1, 2].map(() => createStockRound(world.west.context).run()));

  expect(lampsHeld(world)).toEqual([20, 20]);
});
