import { must } from "@tandem/kernel";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { type DynamodbEngine, openDynamodbEngine } from "./dynamodb-engine.ts";
import { keyOf, openShopOnEngine, type ShopOnEngine } from "./shop-requests.ts";

const TEA = { sku: "TEA", name: "Tea", price: 450 };
let engine: DynamodbEngine;
let world: ShopOnEngine;

beforeAll(async () => {
  vi.stubEnv("AWS_ACCESS_KEY_ID", "test");
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", "test");
  engine = await openDynamodbEngine();
  world = await openShopOnEngine(engine.url, "requests-of-a-shop");
  await world.shop.defineProduct(TEA);
  await world.shop.restock({ key: keyOf("stock"), sku: TEA.sku, quantity: 1_000 });
  await place(0);
  world.take();
});
afterAll(() => engine.close());

async function place(number: number, customer = "ada", shop = world.shop): Promise<string> {
  const outcome = await shop.placeOrder({ customer, key: keyOf(number), lines: [{ sku: TEA.sku, quantity: 1 }] });
  return must(outcome.ok ? outcome.value : undefined, "there is enough tea").id;
}

test("an order is one request when its price is warm: a transaction of ten write units and nothing read", async () => {
  await place(1);

  // PLACED, the condition that the other region's is not here, the stock, the promise to charge, the list entry: two units each.
  expect(world.take()).toEqual([{ action: "TransactWriteItems", partition: undefined, readUnits: 0, writeUnits: 10 }]);
});

test("... and two when the process has just begun: the price is read first", async () => {
  await place(2, "ada", await world.cold());

  expect(world.take().map(({ action, partition, writeUnits }) => [action, partition, writeUnits])).toEqual([
    ["Query", "PRODUCT#TEA", 0],
    ["TransactWriteItems", undefined, 10],
  ]);
});

test("a merged read is one query a partition", async () => {
  const id = await place(3);
  world.take();

  await world.shop.order({ orderId: id, customer: "ada" });
  expect(asked()).toEqual([`Query ORDER#${id}`]);
  await world.shop.carts.read("ada");
  expect(asked()).toEqual(["Query CART#ada"]);
  await world.shop.profiles.read("ada");
  expect(asked()).toEqual(["Query CUSTOMER#ada"]);
});

test("the list of products asks the same, and reads as much, however many orders there are", async () => {
  const before = await costOf(() => world.shop.products({ limit: 10 }));
  for (let number = 100; number < 130; number += 1) await place(number);

  expect(await costOf(() => world.shop.products({ limit: 10 }))).toEqual(before);
});

test("a customer's list asks the same, and reads as much, however much others have ordered", async () => {
  for (let number = 200; number < 203; number += 1) await place(number, "bob");
  const list = () => world.shop.orders({ customer: "bob", limit: 10 });
  const before = await costOf(list);
  for (let number = 300; number < 330; number += 1) await place(number, `somebody ${number}`);

  expect(await costOf(list)).toEqual(before);
  expect(before.requests).toBe(1 + 3);
});

function asked(): readonly string[] {
  return world.take().map(({ action, partition }) => `${action} ${partition}`);
}

async function costOf(work: () => Promise<unknown>) {
  world.take();
  await work();
  const made = world.take();
  return { requests: made.length, readUnits: made.reduce((all, { readUnits }) => all + readUnits, 0) };
}
