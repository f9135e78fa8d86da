import { below } from "@tandem/kernel";
import { isBalanced, parseSort } from "@tandem/replication";
import { expect, test } from "vitest";
import { readOrderFacts } from "../orders/order-facts.ts";
import { createLedgerPayments } from "../testing/ledger-payments.ts";
import { createTwoRegions, escrowOf, type OneOfTwo, orderKey, sell } from "../testing/two-regions.ts";
import { createWorker, type Worker } from "../testing/work-hints.ts";

/** Many worlds are played: on a busy machine that takes a while. */
const TIMEOUT_MS = 60_000;
const BUYERS = 64;
const ORDERS_EACH = 4;
const SKUS = Array.from({ length: 20 }, (_, index) => `SKU-${index}`);
const STOCKED = 12;

/** What the orders that one region took on and did not give back come to, of one product. */
function soldIn({ replica, context }: OneOfTwo, sku: string): number {
  const { region } = context.table;
  const orders = Map.groupBy(
    replica.scan(undefined, 100_000).filter(({ partition }) => partition.startsWith("ORDER#")),
    ({ partition }) => partition,
  );
  let sold = 0;
  for (const items of orders.values()) {
    const { placed, released } = readOrderFacts(items.filter(({ sort }) => parseSort(sort).region === region));
    if (released.length > 0) continue;
    for (const { lines } of placed) sold += lines.find((line) => line.sku === sku)?.quantity ?? 0;
  }
  return sold;
}

async function workAll(worker: Worker): Promise<void> {
  while (worker.waiting() > 0) await worker.workOne();
}

test("64 buyers at once in two regions never sell what is not there, and everything sold adds up", {
  timeout: TIMEOUT_MS,
}, async () => {
  const world = createTwoRegions(20_261_121);
  for (const [index, sku] of SKUS.entries()) await sell(world, { sku, price: 100 + index, quantity: STOCKED });
  const payments = createLedgerPayments((amount) => amount % 3 === 0);
  const workers = [createWorker(world.east, payments), createWorker(world.west, payments)];
  let placed = 0;
  let refused = 0;

  async function buy(buyer: number): Promise<void> {
    for (let count = 0; count < ORDERS_EACH; count += 1) {
      const { shop } = below(world.random, 2) === 0 ? world.east : world.west;
      const lines = Array.from({ length: 1 + below(world.random, 3) }, () => ({
        sku: SKUS[below(world.random, SKUS.length)] ?? "",
        quantity: 1 + below(world.random, 3),
      }));
      const outcome = await shop.placeOrder({ customer: `c${buyer}`, key: orderKey(`${buyer}-${count}`), lines });
      if (outcome.ok) placed += 1;
      else if (outcome.refusal.reason === "out-of-stock") refused += 1;
      for (const one of [world.east, world.west]) {
        for (const sku of SKUS) expect(escrowOf(one, sku).available).toBeGreaterThanOrEqual(0);
      }
    }
  }
  await Promise.all(Array.from({ length: BUYERS }, (_, buyer) => buy(buyer)));
  for (let rounds = 0; rounds < 3; rounds += 1) {
    await Promise.all(workers.map(workAll));
    world.heal();
  }

  expect(placed + refused).toBe(BUYERS * ORDERS_EACH);
  expect(Math.min(placed, refused)).toBeGreaterThan(20);
  expect(payments.entries.size).toBe(placed);
  for (const sku of SKUS) {
    for (const one of [world.east, world.west]) {
      const escrow = escrowOf(one, sku);
      expect(isBalanced(escrow), sku).toBe(true);
      expect(escrow.available + soldIn(one, sku), sku).toBe(STOCKED);
    }
  }
});
