import { expect, test } from "vitest";
import { createStockRound } from "../stock/stock-round.ts";
import { createTwoRegions, EAST, orderKey, sell, WEST } from "../testing/two-regions.ts";

/** Many worlds are played: on a busy machine that takes a while. */
const TIMEOUT_MS = 60_000;
const LAMP = { sku: "LAMP", price: 600, quantity: 5 };

test("orders do not touch the listing; a refresh tells what is left, and a second one has nothing to write", async () => {
  const world = createTwoRegions();
  await sell(world, LAMP);
  const round = createStockRound(world.east.context);
  await world.east.shop.placeOrder({ customer: "ada", key: orderKey(1), lines: [{ sku: "LAMP", quantity: 2 }] });

  expect(await world.east.shop.products({ limit: 1 })).toMatchObject({ value: { items: [{ available: 10 }] } });
  expect(await round.run()).toMatchObject({ listings: 1 });
  expect(await world.east.shop.products({ limit: 1 })).toMatchObject({
    value: { items: [{ available: 8, availableIn: { [EAST]: 3, [WEST]: 5 } }] },
  });
  expect(await round.run()).toMatchObject({ listings: 0 });
});

test("a region refreshes its own listings only, with the fields that have arrived from the other", async () => {
  const world = createTwoRegions();
  await sell(world, LAMP);
  await world.west.shop.defineProduct({ sku: "LAMP", name: "Desk lamp", price: 700 });
  world.heal();

  expect(await createStockRound(world.east.context).run()).toMatchObject({ listings: 1 });
  expect(await createStockRound(world.west.context).run()).toMatchObject({ listings: 0 });
  expect(await createStockRound(world.east.context).run()).toMatchObject({ listings: 0 });
});

test("every listing has its turn, however many there are, in as many runs as it takes", {
  timeout: TIMEOUT_MS,
}, async () => {
  const world = createTwoRegions();
  const skus = Array.from({ length: 600 }, (_, index) => `SKU-${index}`);
  for (const sku of skus) {
    await world.east.shop.defineProduct({ sku, name: sku, price: 100 });
    await world.east.shop.restock({ key: orderKey(sku), sku, quantity: 1 });
  }
  for (const [index, sku] of skus.entries()) {
    if (index % 20 !== 0) continue;
    await world.east.shop.placeOrder({ customer: "ada", key: orderKey(sku), lines: [{ sku, quantity: 1 }] });
  }
  const round = createStockRound(world.east.context);

  const { listings: first } = await round.run();
  const written = first + (await round.run()).listings;

  expect(first).toBeLessThan(30);
  expect(written).toBe(30);
});
