/** An order that is charged, and both regions then do what they owe. */
import { createConsumer } from "@tandem/delivery";
import { randomId } from "@tandem/kernel";
import type { Partition } from "@tandem/replication";
import type { Order } from "../../orders/fold-order.ts";
import { orderPartition, paidFact } from "../../orders/order-facts.ts";
import { shopSettlement } from "../../settlement.ts";
import type { OneOfTwo, TwoRegions } from "../../testing/two-regions.ts";
import { cartPartition } from "../cart-items.ts";

/** What a hint of the record makes this region do; returns how many conflicts it counts. */
export async function settle({ context }: OneOfTwo, record: Partition): Promise<number> {
  const perform = () => {
    throw new Error("nothing is owed outside");
  };
  const backoff = { firstMs: 1, mostMs: 1 };
  const consumer = createConsumer({ ...context, backoff, product: { ...shopSettlement, perform } });
  return (await consumer.consume({ record })).conflicts;
}

export async function settleBoth(world: TwoRegions, order: Order, amount: number): Promise<void> {
  const { table, stamps, random } = world.east.context;
  const paid = paidFact({ orderId: order.id, customer: order.customer, amount, chargeId: "chg_1" }, table.region);
  await table.commit({ id: randomId("cmt", random), stamp: stamps.next(), writes: [paid] });
  world.heal();
  for (const one of [world.east, world.west]) {
    for (const record of [orderPartition(order.id), cartPartition(order.customer)]) await settle(one, record);
  }
  world.heal();
}
