import { beforeEach, expect, test } from "vitest";
import { listConflicts } from "../conflicts/list-conflicts.ts";
import { withPeer } from "../testing/peers.ts";
import { createTwoRegions, EAST, type OneOfTwo, orderKey, sell, type TwoRegions } from "../testing/two-regions.ts";
import { cartPartition, readCartItems } from "./cart-items.ts";
import { cartsOf, linesOf, must } from "./testing/carts.ts";
import { settleBoth } from "./testing/settle-carts.ts";

const ADA = "ada";
let world: TwoRegions;

beforeEach(async () => {
  world = createTwoRegions();
  await sell(world, { sku: "TEA", price: 300, quantity: 500 });
  await sell(world, { sku: "POT", price: 2_000, quantity: 500 });
  await add(world.east, "one", [2]);
  world.heal();
});

async function add(one: OneOfTwo, key: string, [quantity, sku = "TEA"]: readonly [number, string?]): Promise<void> {
  must(await cartsOf(one).add({ customer: ADA, key: orderKey(key), sku, quantity }));
}

async function checkOut(one: OneOfTwo, key = "checkout") {
  return await cartsOf(one).checkOut({ customer: ADA, key: orderKey(key) });
}

test("a checkout orders what is in the cart and takes exactly that out, in one commit", async () => {
  await add(world.west, "meanwhile", [1, "POT"]);
  const before = world.east.replica.scan(undefined, 1_000).length;

  const order = must(await checkOut(world.east));

  expect(order).toMatchObject({ status: "placed", total: 600, lines: [{ sku: "TEA", quantity: 2, price: 300 }] });
  expect(world.east.replica.scan(undefined, 1_000).length).toBeGreaterThan(before);
  expect(await linesOf(world.east, ADA)).toEqual({});
  world.heal();
  for (const one of [world.east, world.west]) expect(await linesOf(one, ADA)).toEqual({ POT: 1 });
});

test("the same key again gives the same order in every region, though the cart is empty or holds something else", async () => {
  const order = must(await checkOut(world.east));
  world.heal();
  await add(world.west, "later", [1, "POT"]);

  for (const one of [world.east, world.west])
    expect(must(await checkOut(one))).toMatchObject({ id: order.id, total: 600 });

  expect(await linesOf(world.west, ADA)).toEqual({ POT: 1 });
});

test("an empty cart is not ordered, and the key of an order is none of a checkout", async () => {
  expect(await cartsOf(world.east).checkOut({ customer: "bob", key: orderKey("bob") })).toMatchObject({
    refusal: { reason: "cart-empty" },
  });
  const key = orderKey("by hand");
  must(await world.east.shop.placeOrder({ customer: ADA, key, lines: [{ sku: "TEA", quantity: 2 }] }));

  expect(await cartsOf(world.east).checkOut({ customer: ADA, key })).toMatchObject({
    refusal: { reason: "key-reused" },
  });
  expect(await linesOf(world.east, ADA)).toEqual({ TEA: 2 });
});

test("what is out of stock is not ordered and stays in the cart", async () => {
  await add(world.east, "too much", [600, "POT"]);

  expect(await checkOut(world.east)).toMatchObject({ refusal: { reason: "out-of-stock" } });

  expect(await linesOf(world.east, ADA)).toEqual({ TEA: 2, POT: 600 });
});

test("two checkouts at once in one region, under two keys, buy one cart once", async () => {
  const outcomes = await Promise.all([checkOut(world.east, "first"), checkOut(world.east, "second")]);

  expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
  expect(outcomes).toContainEqual({ ok: false, refusal: { reason: "cart-empty" } });
});

test("a checkout beside a removal in one region buys nothing that is taken out", async () => {
  await add(world.east, "pot", [1, "POT"]);

  const [order] = await Promise.all([checkOut(world.east), cartsOf(world.east).remove({ customer: ADA, sku: "TEA" })]);

  const { bought, removed } = readCartItems(world.east.replica.list(cartPartition(ADA)));
  expect(must(order).status).toBe("placed");
  expect(bought.flatMap(({ adds }) => adds).filter((id) => removed.has(id))).toEqual([]);
  expect(await linesOf(world.east, ADA)).toEqual({});
});

test("one key in two regions that do not know of each other is one order, and the twin that does not stand lets its adds go", async () => {
  await add(world.west, "meanwhile", [1, "POT"]);
  const orders = [must(await checkOut(world.east)), must(await checkOut(world.west))];
  world.heal();

  expect(new Set(orders.map(({ id }) => id)).size).toBe(1);
  await settleBoth(world, must(await checkOut(world.east)), 600);

  for (const one of [world.east, world.west]) {
    expect(must(await checkOut(one))).toMatchObject({ status: "paid", total: 600 });
    expect(await linesOf(one, ADA)).toEqual({ POT: 1 });
  }
  const listed = await listConflicts(world.east.context, { limit: 10 });
  expect(listed).toMatchObject({ value: { items: [{ kind: "order-twins", winner: EAST }], next: null } });
});

test("a checkout of which only half has arrived is not answered as an empty cart", async () => {
  must(await checkOut(world.east));
  for (const item of world.east.replica.list(cartPartition(ADA))) {
    world.west.replica.replace([{ partition: item.partition, sort: item.sort, after: item }]);
  }

  await expect(checkOut(world.west)).rejects.toThrow("has not arrived here yet");
  world.heal();

  expect(must(await checkOut(world.west))).toMatchObject({ total: 600 });
});

test("a retry whose answer was lost finds its order where it was sent, and is not told that its cart is empty", async () => {
  const order = must(await checkOut(world.east));
  await cartsOf(world.west).remove({ customer: ADA, sku: "TEA" });
  const west = withPeer(world.west, world.east);
  const again = { customer: ADA, key: orderKey("checkout"), lostAt: EAST };

  expect(await west.shop.carts.checkOut({ ...again, lostAt: undefined })).toMatchObject({
    refusal: { reason: "cart-empty" },
  });
  expect(must(await west.shop.carts.checkOut(again)).id).toBe(order.id);
  west.isSilent = true;
  expect(await west.shop.carts.checkOut(again)).toMatchObject({ refusal: { reason: "undecidable" } });
});
