import { type Claims, createMemoryClaims } from "@tandem/claims";
import { createConsumer, DELIVERY_HAZARDS, outboxPartitions, readOutboxItem } from "@tandem/delivery";
import { createMortalHazard, type MortalHazard, must } from "@tandem/kernel";
import { expect, test } from "vitest";
import { createHandles, type Handles } from "./handles/handles.ts";
import { SHOP_HAZARDS, type ShopHazard } from "./hazards.ts";
import { createOrderWork } from "./order-work.ts";
import type { OrderRequest } from "./orders/place-order.ts";
import { createShop, type Shop } from "./shop.ts";
import { createStockRound } from "./stock/stock-round.ts";
import { createLedgerPayments, type LedgerPayments } from "./testing/ledger-payments.ts";
import { createTwoRegions, escrowOf, orderKey, type TwoRegions } from "./testing/two-regions.ts";

const POINTS = Object.keys(SHOP_HAZARDS) as readonly ShopHazard[];
const LAMP = { sku: "LAMP", name: "A lamp", price: 600 };
const STOCK = { key: orderKey("stock"), sku: LAMP.sku, quantity: 5 };
const SERVED: OrderRequest = { customer: "ada", key: orderKey("served"), lines: [{ sku: LAMP.sku, quantity: 2 }] };
const REGRETTED: OrderRequest = { ...SERVED, key: orderKey("regretted"), lines: [{ sku: LAMP.sku, quantity: 1 }] };
const TOO_MUCH: OrderRequest = { ...SERVED, key: orderKey("too much"), lines: [{ sku: LAMP.sku, quantity: 9 }] };

interface World {
  readonly regions: TwoRegions;
  readonly payments: LedgerPayments;
  readonly claims: Claims;
}

function createWorld(): World {
  return { regions: createTwoRegions(), payments: createLedgerPayments(), claims: createMemoryClaims() };
}

/** Everything that people and the region's own work ask of the shop; whoever got no answer asks the same again. */
async function live({ regions, payments, claims }: World, { hazard }: MortalHazard): Promise<"lived"> {
  const { east: one, west: other } = regions;
  const context = { ...one.context, hazard };
  const elsewhere = { ...other.context, hazard };
  const shop = createShop(context);
  await shop.defineProduct(LAMP);
  await shop.restock(STOCK);
  await shop.placeOrder(SERVED);
  const regretted = await shop.placeOrder(REGRETTED);
  await shop.placeOrder(TOO_MUCH);
  await beSomebody(shop, createHandles(claims, hazard));
  const backoff = { firstMs: 1_000, mostMs: 1_000 };
  const consumer = createConsumer({
    ...context,
    backoff,
    product: createOrderWork({ payments, stamps: context.stamps, hazard }),
  });
  const work = async () => {
    for (const partition of outboxPartitions(context.table.region)) {
      for (const { record, item } of one.replica.list(partition).flatMap((each) => readOutboxItem(each) ?? []))
        await consumer.consume({ record, outbox: item });
    }
  };
  await work();
  const { id } = must(regretted.ok ? regretted.value : undefined, "the order that is regretted was taken on");
  await shop.cancelOrder({ customer: "ada", orderId: id, key: orderKey("regret") });
  await work();
  regions.heal();
  await createShop(elsewhere).placeOrder(TOO_MUCH);
  regions.heal();
  await createStockRound(context).run();
  regions.heal();
  await createStockRound(elsewhere).run();
  regions.heal();
  return "lived";
}

/** All that a customer does with his own data; what he wants to buy is more than there is. */
async function beSomebody({ carts, profiles }: Shop, handles: Handles): Promise<void> {
  const customer = "cleo";
  await carts.add({ customer, key: orderKey("basket"), sku: LAMP.sku, quantity: 9 });
  await carts.checkOut({ customer, key: orderKey("basket order") });
  await carts.remove({ customer, sku: LAMP.sku });
  await profiles.edit({ customer, edits: { name: "Cleo" } });
  await handles.claim({ customer, handle: "cleo-the-first" });
  await profiles.forget(customer);
  await handles.forget(customer);
}

test("one life comes to every point of the shop, and otherwise to delivery's only", async () => {
  const fate = createMortalHazard();

  await live(createWorld(), fate);

  const reached = new Set(fate.reached);
  expect([...reached].filter((name) => !Object.hasOwn(DELIVERY_HAZARDS, name)).toSorted()).toEqual(POINTS.toSorted());
});

test.each(POINTS)("dead at %s and asked again, the shop has done everything once", async (point) => {
  const world = createWorld();
  const first = createMortalHazard(point);

  expect(await Promise.race([live(world, first), first.death])).toBe("died");
  await live(world, createMortalHazard());

  const { payments, regions } = world;
  const { east, west } = regions;
  const { shop } = east;
  const orders = await shop.orders({ customer: "ada", limit: 10 });
  expect(orders.ok && orders.value.items.map(({ status, total }) => ({ status, total }))).toEqual([
    { status: "refunded", total: 600 },
    { status: "paid", total: 1_200 },
  ]);
  expect([...payments.entries.values()].map(({ amount }) => amount).toSorted()).toEqual([1_200, 600]);
  expect([...payments.refunds.values()].map(({ amount }) => amount)).toEqual([600]);
  expect([east, west].map((one) => escrowOf(one, LAMP.sku).available)).toEqual([2, 1]);
  const listed = await shop.products({ limit: 10 });
  expect(listed.ok && listed.value.items).toMatchObject([{ ...LAMP, available: 3 }]);
  expect(await shop.placeOrder(TOO_MUCH)).toMatchObject({ refusal: { reason: "out-of-stock" } });
});
