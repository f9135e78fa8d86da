import { DAY_MS, randomId } from "@tandem/kernel";
import { beforeEach, expect, test } from "vitest";
import { listConflicts } from "../conflicts/list-conflicts.ts";
import { createTwoRegions, EAST, type OneOfTwo, orderKey, sell, type TwoRegions } from "../testing/two-regions.ts";
import { cartPartition, removalFact } from "./cart-items.ts";
import { CART_ADDS_MAX, CART_ITEMS_MAX } from "./change-cart.ts";
import { cartsOf, linesOf, must } from "./testing/carts.ts";
import { settle } from "./testing/settle-carts.ts";

const ADA = "ada";
let world: TwoRegions;

beforeEach(async () => {
  world = createTwoRegions();
  await sell(world, { sku: "TEA", price: 300, quantity: 500 });
  await sell(world, { sku: "POT", price: 2_000, quantity: 500 });
});

async function add(one: OneOfTwo, key: string, [quantity, sku = "TEA"]: readonly [number, string?]) {
  return await cartsOf(one).add({ customer: ADA, key: orderKey(key), sku, quantity });
}

test("one key in both regions is one add, and the cart shows the prices of now", async () => {
  await add(world.east, "one", [2]);
  await add(world.west, "one", [2]);
  await add(world.west, "two", [1, "POT"]);
  world.heal();

  const cart = await cartsOf(world.east).read(ADA);

  expect(cart.lines).toEqual([
    { sku: "POT", quantity: 1, price: 2_000 },
    { sku: "TEA", quantity: 2, price: 300 },
  ]);
  expect(cart.total).toBe(2_600);
  expect(await cartsOf(world.west).read(ADA)).toEqual(cart);
});

test("the same key again adds nothing, also after a removal, and with something else it is refused", async () => {
  await add(world.east, "one", [2]);
  expect(must(await add(world.east, "one", [2])).lines).toMatchObject([{ quantity: 2 }]);
  expect(await add(world.east, "one", [3])).toMatchObject({ refusal: { reason: "key-reused" } });

  await cartsOf(world.east).remove({ customer: ADA, sku: "TEA" });
  await add(world.east, "two", [1, "POT"]);

  expect(must(await add(world.east, "one", [2])).lines).toMatchObject([{ sku: "POT" }]);
});

test("a removal takes out what it saw: what the other region adds meanwhile stays", async () => {
  await add(world.east, "one", [2]);
  world.heal();

  await add(world.west, "two", [3]);
  const removed = await cartsOf(world.east).remove({ customer: ADA, sku: "TEA" });
  world.heal();

  expect(removed.lines).toEqual([]);
  for (const one of [world.east, world.west]) expect(await linesOf(one, ADA)).toEqual({ TEA: 3 });
});

test("an add that arrives after the removal that names it does not come back", async () => {
  await add(world.east, "one", [2]);
  world.heal();
  await cartsOf(world.west).remove({ customer: ADA, sku: "TEA" });

  await add(world.west, "one", [2]);
  world.heal();
  await add(world.east, "two", [1, "POT"]);
  world.heal();

  for (const one of [world.east, world.west]) expect(await linesOf(one, ADA)).toEqual({ POT: 1 });
});

test("to remove what is not there writes nothing", async () => {
  const before = world.east.waiting();

  await cartsOf(world.east).remove({ customer: ADA, sku: "TEA" });

  expect(world.east.waiting()).toBe(before);
});

test("an add is forgotten after thirty days, and what took it out only long after", async () => {
  await add(world.east, "one", [2]);
  await add(world.east, "two", [1, "POT"]);
  await cartsOf(world.east).remove({ customer: ADA, sku: "POT" });

  world.clock.advance(30 * DAY_MS - 1);
  world.east.context.stamps.witness(world.clock.nowMs());
  expect(await linesOf(world.east, ADA)).toEqual({ TEA: 2 });
  world.clock.advance(1_001);

  expect(await linesOf(world.east, ADA)).toEqual({});
  expect(must(await add(world.east, "two", [1, "POT"])).lines).toEqual([]);
});

test("a cart is bounded, in adds, in pieces, and in changes", async () => {
  expect(await add(world.east, "unknown", [1, "CUP"])).toMatchObject({ refusal: { reason: "unknown-sku" } });
  must(await add(world.east, "many", [1_000, "POT"]));
  expect(await add(world.east, "more", [1, "POT"])).toMatchObject({ refusal: { reason: "cart-full" } });
  for (let count = 1; count < CART_ADDS_MAX; count += 1) must(await add(world.east, `tea-${count}`, [1]));

  expect(await add(world.east, "too many", [1])).toMatchObject({ refusal: { reason: "cart-full" } });

  await cartsOf(world.east).remove({ customer: ADA, sku: "TEA" });
  must(await add(world.east, "some", [1]));
  await changeOften(world.east, CART_ITEMS_MAX);
  expect(await add(world.east, "too often", [1])).toMatchObject({ refusal: { reason: "cart-full" } });
});

/** As many removals as if somebody had changed his mind so often. */
async function changeOften({ context }: OneOfTwo, times: number): Promise<void> {
  const { table, stamps, random } = context;
  for (let count = 0; count < times; count += 1) {
    const stamp = stamps.next();
    const removal = removalFact(
      { id: `rem_${count}`, adds: [`add_${count}`] },
      { record: cartPartition(ADA), stamp, region: table.region },
    );
    await table.commit({ id: randomId("cmt", random), stamp, writes: [removal] });
  }
}

test("two removals and an add at once in one region end as if one had come after the other", async () => {
  await add(world.east, "one", [2]);

  await Promise.all([
    cartsOf(world.east).remove({ customer: ADA, sku: "TEA" }),
    cartsOf(world.east).remove({ customer: ADA, sku: "TEA" }),
    add(world.east, "two", [1, "POT"]),
  ]);

  expect(await linesOf(world.east, ADA)).toEqual({ POT: 1 });
});

test("one key with two different adds in two regions: the earlier counts, and people are told once", async () => {
  await add(world.east, "one", [2]);
  world.clock.advance(5);
  await add(world.west, "one", [7]);
  world.heal();

  const counted = [await settle(world.east, cartPartition(ADA)), await settle(world.west, cartPartition(ADA))];
  for (const one of [world.east, world.west]) await settle(one, cartPartition(ADA));
  world.heal();

  expect(counted).toEqual([0, 1]);
  for (const one of [world.east, world.west]) {
    expect(await linesOf(one, ADA)).toEqual({ TEA: 2 });
    const listed = await listConflicts(one.context, { limit: 10 });
    expect(listed).toMatchObject({ value: { items: [{ kind: "cart-add", winner: EAST }], next: null } });
  }
});

test("one cart that two regions sold under two keys: both orders stand, and people are told once", async () => {
  await add(world.east, "one", [2]);
  world.heal();
  const orders = [world.east, world.west].map(async (one, index) =>
    must(await cartsOf(one).checkOut({ customer: ADA, key: orderKey(`checkout-${index}`) })),
  );
  const [first, second] = await Promise.all(orders);
  world.heal();

  for (const one of [world.east, world.west]) await settle(one, cartPartition(ADA));
  world.heal();

  expect(first?.id).not.toBe(second?.id);
  const listed = await listConflicts(world.west.context, { limit: 10 });
  expect(listed).toMatchObject({ value: { items: [{ kind: "cart-checkout" }], next: null } });
});
