import { must } from "@tandem/kernel";
import { expect, test } from "vitest";
import { createLedgerPayments } from "../testing/ledger-payments.ts";
import { withPeer } from "../testing/peers.ts";
import { createTwoRegions, escrowOf, orderKey, sell } from "../testing/two-regions.ts";
import { createWorker } from "../testing/work-hints.ts";

const CANCEL = orderKey("cancel");

/** An order that is charged in the east, and of which the west has never heard. */
async function paidInEast() {
  const world = createTwoRegions();
  await sell(world, { sku: "TEA", price: 450, quantity: 5 });
  const payments = createLedgerPayments();
  const workers = [createWorker(world.east, payments), createWorker(world.west, payments)];
  const lines = [{ sku: "TEA", quantity: 2 }];
  const outcome = await world.east.shop.placeOrder({ customer: "ada", key: orderKey(1), lines });
  const order = must(outcome.ok ? outcome.value : undefined, "there is enough tea");
  async function work(): Promise<void> {
    for (const worker of workers) while (worker.waiting() > 0) await worker.workOne();
  }
  await work();
  return { world, payments, order, work, west: withPeer(world.west, world.east) };
}

test("an order that has not arrived is cancelled where its customer is, and refunded once when the facts meet", async () => {
  const { world, payments, order, work, west } = await paidInEast();

  const outcome = await west.shop.cancelOrder({ customer: "ada", orderId: order.id, key: CANCEL });

  expect(outcome).toMatchObject({ ok: true, value: { id: order.id, status: "refund-due" } });
  // Only the fact: what follows from it is owed once the order is here.
  expect(world.west.waiting()).toBe(1);
  for (let round = 0; round < 3; round += 1) {
    world.heal();
    await work();
  }
  expect(payments.refunds.size).toBe(1);
  for (const { shop } of [world.east, world.west]) {
    expect((await shop.order({ orderId: order.id, customer: "ada" }))?.status).toBe("refunded");
  }
  expect(escrowOf(world.east, "TEA")).toMatchObject({ available: 5, returned: 2 });
});

test("the same key again is answered with the order, another comes too late, and a stranger finds nothing", async () => {
  const { order, west } = await paidInEast();
  const cancel = (key: typeof CANCEL, customer = "ada") => west.shop.cancelOrder({ customer, orderId: order.id, key });
  await cancel(CANCEL);

  expect(await cancel(CANCEL)).toMatchObject({ ok: true });
  expect(await cancel(orderKey("another"))).toMatchObject({ refusal: { reason: "too-late" } });
  expect(await cancel(CANCEL, "bob")).toMatchObject({ refusal: { reason: "not-found" } });
});

test("while the other region is silent it is not found", async () => {
  const { order, west } = await paidInEast();
  west.isSilent = true;

  expect(await west.shop.cancelOrder({ customer: "ada", orderId: order.id, key: CANCEL })).toMatchObject({
    refusal: { reason: "not-found" },
  });
});
