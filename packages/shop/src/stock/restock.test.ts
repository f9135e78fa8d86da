import { isBalanced } from "@tandem/replication";
import { expect, test } from "vitest";
import { createTwoRegions, EAST, escrowOf, orderKey, WEST } from "../testing/two-regions.ts";

const MORE = { key: orderKey("more"), sku: "LAMP", quantity: 5 };

async function open() {
  const world = createTwoRegions();
  await world.east.shop.defineProduct({ sku: "LAMP", name: "Lamp", price: 600 });
  world.heal();
  return world;
}

test("stock is put into this region's share, and the list says so at once", async () => {
  const { east } = await open();

  expect(await east.shop.restock(MORE)).toEqual({
    ok: true,
    value: { sku: "LAMP", quantity: 5, region: EAST, availableIn: { [EAST]: 5, [WEST]: 0 } },
  });
  expect(escrowOf(east, "LAMP")).toMatchObject({ available: 5, stocked: 5, spent: 0, returned: 0 });
  expect(await east.shop.products({ limit: 1 })).toMatchObject({ value: { items: [{ available: 5 }] } });
});

test("a repetition adds nothing and is answered with what there is now", async () => {
  const { east } = await open();
  await east.shop.restock(MORE);
  await east.shop.placeOrder({ customer: "ada", key: orderKey(1), lines: [{ sku: "LAMP", quantity: 2 }] });

  expect(await east.shop.restock(MORE)).toMatchObject({ ok: true, value: { quantity: 5, availableIn: { [EAST]: 3 } } });
  expect(escrowOf(east, "LAMP")).toMatchObject({ available: 3, stocked: 5 });
});

test("two of one request at once add once, and many of different ones all of them", async () => {
  const { east } = await open();

  await Promise.all([east.shop.restock(MORE), east.shop.restock(MORE)]);
  expect(escrowOf(east, "LAMP").stocked).toBe(5);

  const keys = Array.from({ length: 6 }, (_, index) => orderKey(`more-${index}`));
  await Promise.all(keys.map((key) => east.shop.restock({ ...MORE, key, quantity: 1 })));
  expect(escrowOf(east, "LAMP").stocked).toBe(11);
  expect(isBalanced(escrowOf(east, "LAMP"))).toBe(true);
});

test("the same key with another quantity or another sku is refused", async () => {
  const { east } = await open();
  await east.shop.defineProduct({ sku: "DESK", name: "Desk", price: 9_000 });
  await east.shop.restock(MORE);

  for (const other of [
    { ...MORE, quantity: 6 },
    { ...MORE, sku: "DESK" },
  ]) {
    expect(await east.shop.restock(other)).toEqual({ ok: false, refusal: { reason: "key-reused" } });
  }
  expect(escrowOf(east, "LAMP").stocked).toBe(5);
});

test("a sku that nobody has defined is refused, and the key is free for when it is", async () => {
  const { east } = await open();
  const desks = { ...MORE, sku: "DESK" };
  expect(await east.shop.restock(desks)).toEqual({ ok: false, refusal: { reason: "unknown-sku" } });

  await east.shop.defineProduct({ sku: "DESK", name: "Desk", price: 9_000 });

  expect((await east.shop.restock(desks)).ok).toBe(true);
});

test("each region's share is its own: the same key in the other region is another delivery", async () => {
  const world = await open();
  await world.east.shop.restock(MORE);
  world.heal();

  await world.west.shop.restock({ ...MORE, quantity: 2 });
  world.heal();

  expect(await world.east.shop.product("LAMP")).toMatchObject({ available: 7, availableIn: { [EAST]: 5, [WEST]: 2 } });
});
