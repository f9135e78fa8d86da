import { isBalanced } from "@tandem/replication";
import { expect, test } from "vitest";
import { buyLamps, LAMP, lampsHeld, openLampShop, tickBoth } from "../testing/lamp-shop.ts";
import { EAST, sharesOf, WEST } from "../testing/two-regions.ts";

test("what was put into one region stays there until another one asks", async () => {
  const world = await openLampShop(40, 0);
  await tickBoth(world);
  await tickBoth(world);
  expect(lampsHeld(world)).toEqual([40, 0]);

  expect(await buyLamps(world.west, 2)).toBe(false);
  world.heal();
  await tickBoth(world);

  expect(lampsHeld(world)).toEqual([20, 20]);
  expect(await buyLamps(world.west, 2, 2)).toBe(true);
  expect([world.east, world.west].flatMap((one) => sharesOf(one, LAMP.sku)).every(isBalanced)).toBe(true);
});

test("a want is met once: what is sold of it later is not asked for again by itself", async () => {
  const world = await openLampShop(40, 0);
  await buyLamps(world.west, 8);
  world.heal();
  await tickBoth(world);
  await buyLamps(world.west, 8, 2);
  world.heal();

  await tickBoth(world);
  await tickBoth(world);

  expect(lampsHeld(world)).toEqual([20, 12]);
});

test("the last pieces go to whoever asks for them, and back again if somebody asks there", async () => {
  const world = await openLampShop(1, 1);
  expect(await buyLamps(world.west, 2)).toBe(false);
  world.heal();
  await tickBoth(world);
  expect(lampsHeld(world)).toEqual([0, 2]);

  expect(await buyLamps(world.east, 1)).toBe(false);
  world.heal();
  await tickBoth(world);
  await tickBoth(world);

  expect(await buyLamps(world.east, 1, 2)).toBe(true);
});

test("a region that sells and runs low is given before anybody is refused", async () => {
  const world = await openLampShop(40, 12);
  await buyLamps(world.west, 1);
  world.heal();
  await tickBoth(world);
  expect(lampsHeld(world)).toEqual([40, 11]);

  await buyLamps(world.west, 2, 2);
  world.heal();
  await tickBoth(world);
  expect(lampsHeld(world)).toEqual([25, 24]);
});

test("two regions that both want more than there is do not send pieces back and forth", async () => {
  const world = await openLampShop(3, 2);
  await buyLamps(world.east, 9);
  await buyLamps(world.west, 9);
  world.heal();
  const changes: number[] = [];
  world.east.replica.watch((changed) => changes.push(changed.length));

  for (let rounds = 0; rounds < 10; rounds += 1) await tickBoth(world);

  expect(lampsHeld(world)).toEqual([3, 2]);
  expect(changes).toEqual([]);
});

test("a want that is older than people wait is not met", async () => {
  const world = await openLampShop(40, 0);
  await buyLamps(world.west, 2);
  world.clock.advance(3_700_000);
  world.heal();
  await tickBoth(world);
  expect(lampsHeld(world)).toEqual([40, 0]);

  await buyLamps(world.west, 2, 2);
  world.heal();
  await tickBoth(world);
  expect(lampsHeld(world)).toEqual([20, 20]);
});

test("a region that was given pieces lists them, though it has never defined the product", async () => {
  const world = await openLampShop(40, 0);
  await buyLamps(world.west, 2);
  world.heal();
  await tickBoth(world);
  await tickBoth(world);

  for (const { shop } of [world.east, world.west]) {
    expect(await shop.products({ limit: 1 })).toMatchObject({
      value: { items: [{ available: 40, availableIn: { [EAST]: 20, [WEST]: 20 } }] },
    });
  }
});
