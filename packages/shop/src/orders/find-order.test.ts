import { must } from "@tandem/kernel";
import { expect, it } from "vitest";
import { withPeer } from "../testing/peers.ts";
import { createTwoRegions, EAST, orderKey, sell } from "../testing/two-regions.ts";

const ADA = { customer: "ada", key: orderKey(1), lines: [{ sku: "TEA", quantity: 2 }] };

async function placedInEast() {
  const world = createTwoRegions();
  await sell(world, { sku: "TEA", price: 450, quantity: 5 });
  const outcome = await world.east.shop.placeOrder(ADA);
  const order = must(outcome.ok ? outcome.value : undefined, "there is enough tea");
  return { world, order, west: withPeer(world.west, world.east) };
}

it("an order that has not arrived is shown as the region that has it knows it", async () => {
  const { order, west } = await placedInEast();

  expect(await west.shop.findOrder({ orderId: order.id, customer: "ada" })).toEqual({ order, mayBeStale: false });
  expect(await west.shop.order({ orderId: order.id, customer: "ada" })).toBeUndefined();
});

it("an order that is known here is nobody else's business", async () => {
  const { world, order, west } = await placedInEast();
  world.heal();

  expect((await west.shop.findOrder({ orderId: order.id, customer: "ada" })).order).toEqual(order);
  expect((await west.shop.findOrder({ orderId: order.id, customer: "bob" })).order).toBeUndefined();
  expect(west.asked).toEqual([]);
});

it("somebody else's order is not found there either", async () => {
  const { order, west } = await placedInEast();

  const found = await west.shop.findOrder({ orderId: order.id, customer: "bob" });

  expect(found).toEqual({ order: undefined, mayBeStale: false });
});

it("while the other region is silent, an order may be there that is not found", async () => {
  const { order, west } = await placedInEast();
  west.isSilent = true;

  const found = await west.shop.findOrder({ orderId: order.id, customer: "ada" });

  expect(found).toEqual({ order: undefined, mayBeStale: true });
});

it("what is known here of an order whose beginning has not arrived counts beside it", async () => {
  const { world, order, west } = await placedInEast();
  await world.east.shop.cancelOrder({ customer: "ada", orderId: order.id, key: orderKey("cancel") });
  const placed = world.east.replica.list(must(partitionOf(world.east, order.id), "the order is there"));
  for (const item of placed.filter(({ sort }) => sort.startsWith("CANCELLED"))) {
    world.west.replica.replace([{ partition: item.partition, sort: item.sort, after: item }]);
  }

  const { order: found } = await west.shop.findOrder({ orderId: order.id, customer: "ada" });

  expect(found).toMatchObject({ status: "cancelled", region: EAST });
});

function partitionOf({ replica }: { readonly replica: Replica }, orderId: string) {
  return replica.scan(undefined, Number.POSITIVE_INFINITY).find(({ partition }) => partition === `ORDER#${orderId}`)
    ?.partition;
}

type Replica = Awaited<ReturnType<typeof placedInEast>>["world"]["east"]["replica"];
