import { createConsumer, outboxPartitions, readOutboxItem } from "@tandem/delivery";
import { must } from "@tandem/kernel";
import { expect, test } from "vitest";
import { CHARGE_ENDS_MS, createOrderWork } from "../order-work.ts";
import { createLedgerPayments } from "../testing/ledger-payments.ts";
import { createTwoRegions, orderKey, sell } from "../testing/two-regions.ts";

const BACKOFF = { firstMs: 1_000, mostMs: 1_000 };
const LINES = [{ sku: "LAMP", quantity: 1 }];

/**
 * One worker has asked the provider for an earlier charge, found none, and hangs. The order is cancelled, and another worker takes up the
 * same promise. Then the first charges, and dies. How the order ends for its customer, and what the provider holds of it.
 */
async function hangWhileCancelled(chargeEndsMs: number) {
  const world = createTwoRegions();
  const { shop, context, replica } = world.east;
  await sell(world, { sku: "LAMP", price: 600, quantity: 5 });
  const placed = await shop.placeOrder({ customer: "ada", key: orderKey("order"), lines: LINES });
  const { id: orderId } = must(placed.ok ? placed.value : undefined, "the order is taken on");
  const payments = createLedgerPayments();
  const work = createOrderWork({ payments, stamps: context.stamps, chargeEndsMs });
  const consumer = createConsumer({ ...context, product: work, backoff: BACKOFF });
  async function workOnAll(): Promise<void> {
    const promised = outboxPartitions(context.table.region).flatMap((partition) => replica.list(partition));
    for (const { record, item } of promised.flatMap((each) => readOutboxItem(each) ?? [])) {
      await consumer.consume({ record, outbox: item });
    }
  }
  async function hazard(point: string): Promise<void> {
    if (point === "charge.after-charge") throw new TypeError("died");
    if (point !== "charge.before-charge") return;
    await shop.cancelOrder({ customer: "ada", orderId, key: orderKey("cancel") });
    await workOnAll();
  }
  const hanging = createOrderWork({ payments, stamps: context.stamps, hazard });
  const first = createConsumer({ ...context, product: hanging, backoff: BACKOFF });
  const [promised] = outboxPartitions(context.table.region).flatMap((partition) => replica.list(partition));
  const { record, item } = must(promised === undefined ? undefined : readOutboxItem(promised), "a charge is promised");
  await expect(first.consume({ record, outbox: item })).rejects.toThrow("died");
  for (let rounds = 0; rounds < 3; rounds += 1) {
    world.clock.advance(CHARGE_ENDS_MS);
    await workOnAll();
  }
  const order = await shop.order({ orderId, customer: "ada" });
  return { status: order?.status, charges: payments.entries.size, refunds: payments.refunds.size };
}

test("whoever looks for the charge of a cancelled order waits until nobody can be at it any more, and finds it", async () => {
  expect(await hangWhileCancelled(CHARGE_ENDS_MS)).toEqual({ status: "refunded", charges: 1, refunds: 1 });
});

test("whoever looked at once would find nothing, drop the promise, and the money would be kept", async () => {
  expect(await hangWhileCancelled(0)).toEqual({ status: "cancelled", charges: 1, refunds: 0 });
});
