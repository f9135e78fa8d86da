import { must } from "@tandem/kernel";
import { expect, test } from "vitest";
import type { Payments } from "../payments.ts";
import { createLedgerPayments } from "../testing/ledger-payments.ts";
import { createTwoRegions, escrowOf, orderKey, sell } from "../testing/two-regions.ts";
import { createWorker, promisesIn } from "../testing/work-hints.ts";

/** One who hears a refusal while the other, who asked at the same time, hears that it is charged: as after a key was forgotten. */
async function declinedAndCharged() {
  const world = createTwoRegions();
  await sell(world, { sku: "LAMP", price: 600, quantity: 10 });
  const ledger = createLedgerPayments();
  const declining: Payments = {
    ...ledger,
    findCharge: async () => ({ kind: "none" }),
    charge: async ({ amount }) => ({ kind: "declined", chargeId: "chg_declined", amount }),
  };
  const charging: Payments = { ...ledger, findCharge: async () => ({ kind: "none" }) };
  const workers = [createWorker(world.east, declining), createWorker(world.east, charging)];
  const lines = [{ sku: "LAMP", quantity: 2 }];
  const placed = await world.east.shop.placeOrder({ customer: "ada", key: orderKey("order"), lines });
  const orderId = must(placed.ok ? placed.value.id : undefined, "the order is taken on");
  return { ...world, workers, ledger, orderId };
}

test("of two who heard different things of one charge both write what they heard, and the money goes back", async () => {
  const { east, workers, ledger, orderId } = await declinedAndCharged();

  await Promise.all(workers.map((worker) => worker.workOne()));
  for (const worker of workers.toReversed()) while (worker.waiting() > 0) await worker.workOne();

  expect(await east.shop.order({ orderId, customer: "ada" })).toMatchObject({ status: "refunded" });
  expect([...ledger.refunds.values()].map(({ amount }) => amount)).toEqual([1_200]);
  expect([escrowOf(east, "LAMP").available, promisesIn(east)]).toEqual([10, 0]);
});
