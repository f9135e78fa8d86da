import { Fault, must } from "@tandem/kernel";
import { expect, test } from "vitest";
import { createShop } from "../shop.ts";
import type { ShopContext } from "../shop-context.ts";
import { createTwoRegions, EAST, escrowOf, type OneOfTwo, orderKey, sell, WEST } from "../testing/two-regions.ts";
import { promisesIn } from "../testing/work-hints.ts";
import type { Order } from "./fold-order.ts";
import type { OrderRequest } from "./place-order.ts";

const LAMPS: OrderRequest = { customer: "ada", key: orderKey(1), lines: [{ sku: "LAMP", quantity: 2 }] };

async function open() {
  const world = createTwoRegions();
  await sell(world, { sku: "LAMP", price: 600, quantity: 3 });
  await sell(world, { sku: "DESK", price: 9_000, quantity: 1 });
  return world;
}

async function placed({ shop }: Pick<OneOfTwo, "shop">, request: OrderRequest): Promise<Order> {
  const outcome = await shop.placeOrder(request);
  return must(outcome.ok ? outcome.value : undefined, "the order is taken on");
}

/** A shop whose commits are done, and whose answers are lost. */
function deafShop({ context }: { readonly context: ShopContext }) {
  const table: ShopContext["table"] = {
    ...context.table,
    async commit(commit) {
      await context.table.commit(commit);
      throw new Fault({ code: "timeout", message: "no answer in time", retryable: true, mayBeDone: true });
    },
  };
  return createShop({ ...context, table });
}

test("an order takes its stock, promises its charge and enters its customer's list, all at once", async () => {
  const { east } = await open();

  const order = await placed(east, LAMPS);

  expect(order).toMatchObject({ status: "placed", total: 1_200, currency: "USD", region: EAST, customer: "ada" });
  expect(order.lines).toEqual([{ sku: "LAMP", quantity: 2, price: 600 }]);
  expect(escrowOf(east, "LAMP")).toMatchObject({ available: 1, stocked: 3, spent: 2, returned: 0 });
  expect(promisesIn(east)).toBe(1);
  expect(await east.shop.order({ orderId: order.id, customer: "ada" })).toEqual(order);
  expect(await east.shop.orders({ customer: "ada", limit: 10 })).toMatchObject({ value: { items: [order] } });
});

test("a repetition is the same order, and takes and promises nothing", async () => {
  const { east, clock } = await open();
  const order = await placed(east, LAMPS);
  clock.advance(60_000);

  expect(await placed(east, LAMPS)).toEqual(order);
  expect(escrowOf(east, "LAMP").available).toBe(1);
  expect(promisesIn(east)).toBe(1);
});

test("a repetition is the same order when the stock is gone, and when its lines come in another order or in parts", async () => {
  const { east } = await open();
  const order = await placed(east, {
    ...LAMPS,
    lines: [
      { sku: "LAMP", quantity: 3 },
      { sku: "DESK", quantity: 1 },
    ],
  });
  const parts = [
    { sku: "DESK", quantity: 1 },
    { sku: "LAMP", quantity: 1 },
    { sku: "LAMP", quantity: 2 },
  ];

  expect(escrowOf(east, "LAMP").available).toBe(0);
  expect(await placed(east, { ...LAMPS, lines: parts })).toEqual(order);
});

test("the same key with another payload is refused, and the order that stands is left alone", async () => {
  const { east } = await open();
  const order = await placed(east, LAMPS);

  const outcome = await east.shop.placeOrder({ ...LAMPS, lines: [{ sku: "LAMP", quantity: 1 }] });

  expect(outcome).toEqual({ ok: false, refusal: { reason: "key-reused" } });
  expect(await east.shop.order({ orderId: order.id, customer: "ada" })).toEqual(order);
  expect(escrowOf(east, "LAMP").available).toBe(1);
});

test("the same key of another customer is another order", async () => {
  const { east } = await open();
  const order = await placed(east, { ...LAMPS, lines: [{ sku: "LAMP", quantity: 1 }] });

  const other = await placed(east, { ...LAMPS, customer: "bob" });

  expect(other.id).not.toBe(order.id);
  expect(await east.shop.order({ orderId: order.id, customer: "bob" })).toBeUndefined();
});

test("out of stock names the lines that are short, with what each region has, and takes nothing", async () => {
  const world = await open();
  await placed(world.west, { ...LAMPS, key: orderKey(2), lines: [{ sku: "LAMP", quantity: 1 }] });
  world.heal();

  const outcome = await world.east.shop.placeOrder({
    ...LAMPS,
    lines: [
      { sku: "DESK", quantity: 1 },
      { sku: "LAMP", quantity: 4 },
    ],
  });

  const short = { sku: "LAMP", requested: 4, available: 3, availableIn: { [EAST]: 3, [WEST]: 2 } };
  expect(outcome).toEqual({ ok: false, refusal: { reason: "out-of-stock", lines: [short] } });
  expect(escrowOf(world.east, "DESK").available).toBe(1);
  expect(promisesIn(world.east)).toBe(0);
});

test("a refusal is not remembered: the same key is an order once there is stock", async () => {
  const { east } = await open();
  const many = { ...LAMPS, lines: [{ sku: "LAMP", quantity: 5 }] };
  expect((await east.shop.placeOrder(many)).ok).toBe(false);

  await east.shop.restock({ key: orderKey("more"), sku: "LAMP", quantity: 2 });

  expect((await placed(east, many)).lines).toEqual([{ sku: "LAMP", quantity: 5, price: 600 }]);
});

test("skus that nobody has defined are named, and nothing is taken for the others", async () => {
  const { east } = await open();

  const outcome = await east.shop.placeOrder({
    ...LAMPS,
    lines: [
      { sku: "NONE", quantity: 1 },
      { sku: "LAMP", quantity: 1 },
      { sku: "ALSO-NONE", quantity: 1 },
    ],
  });

  expect(outcome).toEqual({ ok: false, refusal: { reason: "unknown-skus", skus: ["ALSO-NONE", "NONE"] } });
  expect(escrowOf(east, "LAMP").available).toBe(3);
});

test("an answer that was lost is found by the retry, and the stock was taken once", async () => {
  const { east } = await open();

  await expect(deafShop(east).placeOrder(LAMPS)).rejects.toMatchObject({ mayBeDone: true });

  expect(await placed(east, LAMPS)).toMatchObject({ status: "placed", total: 1_200 });
  expect(escrowOf(east, "LAMP").available).toBe(1);
  expect(promisesIn(east)).toBe(1);
});

test("a repetition in the other region, once the order has arrived there, is the same order and no twin", async () => {
  const world = await open();
  const order = await placed(world.east, LAMPS);
  world.heal();

  expect(await placed(world.west, LAMPS)).toEqual(order);
  expect(await world.west.shop.placeOrder({ ...LAMPS, lines: [{ sku: "DESK", quantity: 1 }] })).toMatchObject({
    refusal: { reason: "key-reused" },
  });
  expect(escrowOf(world.west, "LAMP").available).toBe(3);
  expect(promisesIn(world.west)).toBe(0);
});

test("a repetition where the product has not arrived is the order that has, and no complaint about its sku", async () => {
  const world = createTwoRegions();
  await world.east.shop.defineProduct({ sku: "NEW", name: "New", price: 100 });
  await world.east.shop.restock({ key: orderKey("new"), sku: "NEW", quantity: 1 });
  const request = { ...LAMPS, lines: [{ sku: "NEW", quantity: 1 }] };
  const order = await placed(world.east, request);

  for (const item of world.east.replica.scan(undefined, 100)) {
    if (item.partition === `ORDER#${order.id}`) world.west.replica.replace([{ ...item, after: item }]);
  }

  expect(await placed(world.west, request)).toEqual(order);
});

test("an order that nobody could be charged for is refused, and takes nothing", async () => {
  const world = await open();
  await sell(world, { sku: "JEWEL", price: 100_000_000, quantity: 20 });

  const lines = [{ sku: "JEWEL", quantity: 11 }];
  expect(await world.east.shop.placeOrder({ ...LAMPS, lines })).toEqual({
    ok: false,
    refusal: { reason: "too-dear", total: 1_100_000_000 },
  });
  expect(escrowOf(world.east, "JEWEL").spent).toBe(0);
});
