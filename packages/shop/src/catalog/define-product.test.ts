import { createManualClock } from "@tandem/kernel";
import { createStampClock } from "@tandem/replication";
import { expect, test } from "vitest";
import { settle } from "../cart/testing/settle-carts.ts";
import { listConflicts } from "../conflicts/list-conflicts.ts";
import { createShop } from "../shop.ts";
import { createTwoRegions, EAST, NOON_MS, orderKey, WEST } from "../testing/two-regions.ts";
import { listingKey } from "./listing.ts";
import { ProductEdits, productPartition } from "./product.ts";

const LAMP = { sku: "LAMP", name: "Lamp", price: 600 };

test("a product is created once, and defining it again as it is changes nothing", async () => {
  const { east } = createTwoRegions();

  expect(await east.shop.defineProduct(LAMP)).toEqual({ product: LAMP, created: true });
  const before = east.replica.scan(undefined, 100);
  expect(await east.shop.defineProduct(LAMP)).toEqual({ product: LAMP, created: false });

  expect(east.replica.scan(undefined, 100)).toEqual(before);
});

test("a name from one region and a price from the other both stand", async () => {
  const world = createTwoRegions();
  await world.east.shop.defineProduct(LAMP);
  world.heal();

  await world.east.shop.defineProduct({ ...LAMP, name: "Desk lamp" });
  await world.west.shop.defineProduct({ ...LAMP, price: 700 });
  world.heal();

  const expected = { sku: "LAMP", name: "Desk lamp", price: 700 };
  expect(await world.east.shop.product("LAMP")).toMatchObject(expected);
  expect(await world.west.shop.product("LAMP")).toMatchObject(expected);
  expect(await world.west.shop.products({ limit: 10 })).toMatchObject({ value: { items: [expected] } });
});

test("a new price leaves what its region said of the name, also where that lost", async () => {
  const { clock, east, west, heal } = createTwoRegions();
  await west.shop.defineProduct({ ...LAMP, name: "Lamp W" });
  clock.advance(1);
  await east.shop.defineProduct({ ...LAMP, name: "Lamp E" });
  heal();

  await west.shop.defineProduct({ ...LAMP, name: "Lamp E", price: 700 });

  const own = west.replica.list(productPartition("LAMP")).filter(ProductEdits.is);
  const said = own.filter((item) => item.region === WEST).map((item) => ProductEdits.read(item));
  expect(said).toMatchObject([{ name: { value: "Lamp W" }, price: { value: 700 } }]);
});

test("of two edits of one field the later wins, in both regions and in the list", async () => {
  const world = createTwoRegions();
  await world.east.shop.defineProduct(LAMP);
  world.heal();

  await world.west.shop.defineProduct({ ...LAMP, price: 700 });
  world.clock.advance(1);
  await world.east.shop.defineProduct({ ...LAMP, price: 800 });
  world.heal();

  for (const { shop } of [world.east, world.west]) {
    expect(await shop.product("LAMP")).toMatchObject({ price: 800 });
    expect(await shop.products({ limit: 10 })).toMatchObject({ value: { items: [{ price: 800 }] } });
  }
});

test("an edit made after reading wins, also when this region's clock is behind the other's", async () => {
  const world = createTwoRegions();
  world.clock.step(10_000);
  await world.west.shop.defineProduct(LAMP);
  world.heal();
  world.clock.step(-10_000);

  await world.east.shop.defineProduct({ ...LAMP, price: 700 });
  world.heal();

  expect(await world.west.shop.product("LAMP")).toMatchObject({ price: 700 });
});

test("a listing is stamped above the one it replaces, also if a process with a faster clock wrote that", async () => {
  const world = createTwoRegions();
  await world.east.shop.defineProduct(LAMP);
  const fast = createManualClock(NOON_MS + 900);
  const stamps = createStampClock({ region: EAST, clock: fast });
  stamps.witness(NOON_MS);
  const faster = createShop({ ...world.east.context, clock: fast, stamps });
  await faster.restock({ key: orderKey("stock"), sku: "LAMP", quantity: 1 });
  const before = world.east.replica.at(listingKey("LAMP", EAST));

  await world.east.shop.defineProduct({ ...LAMP, price: 700 });

  const after = world.east.replica.at(listingKey("LAMP", EAST));
  expect((after?.stamp ?? "") > (before?.stamp ?? "")).toBe(true);
});

test("two who define a product at once in one region end as if one had come after the other", async () => {
  const { east } = createTwoRegions();
  await east.shop.defineProduct(LAMP);

  await Promise.all([
    east.shop.defineProduct({ ...LAMP, name: "Desk lamp" }),
    east.shop.defineProduct({ ...LAMP, price: 700 }),
  ]);

  const product = await east.shop.product("LAMP");
  expect(["Desk lamp for 600", "Lamp for 700"]).toContain(`${product?.name} for ${product?.price}`);
});

test("an edit of what has not arrived here creates here, and merges when it meets", async () => {
  const world = createTwoRegions();
  await world.east.shop.defineProduct(LAMP);
  world.clock.advance(1);

  expect((await world.west.shop.defineProduct({ ...LAMP, name: "Floor lamp" })).created).toBe(true);
  world.heal();

  expect(await world.east.shop.product("LAMP")).toMatchObject({ name: "Floor lamp", price: 600 });
  expect(await world.east.shop.product("LAMP")).toMatchObject({ availableIn: { [EAST]: 0, [WEST]: 0 } });
});

test("two edits of one field that knew nothing of each other are told once, with both values, and edits after reading are not", async () => {
  const world = createTwoRegions();
  await world.east.shop.defineProduct(LAMP);
  world.heal();
  world.clock.advance(1);
  await world.west.shop.defineProduct({ ...LAMP, price: 650 });
  world.heal();
  world.clock.advance(1);
  await world.east.shop.defineProduct({ ...LAMP, price: 700 });
  world.clock.advance(1);
  await world.west.shop.defineProduct({ ...LAMP, price: 800 });
  world.heal();

  const counted = [];
  for (const one of [world.east, world.west]) counted.push(await settle(one, productPartition("LAMP")));
  world.heal();
  await world.east.shop.defineProduct({ ...LAMP, price: 900 });
  world.heal();
  for (const one of [world.east, world.west]) await settle(one, productPartition("LAMP"));

  expect(counted).toEqual([1, 0]);
  for (const { context } of [world.east, world.west]) {
    const listed = await listConflicts(context, { limit: 10 });
    expect(listed).toMatchObject({
      value: { items: [{ subject: "LAMP price", sides: [{ value: 700 }, { value: 800 }], winner: WEST }] },
    });
  }
});
