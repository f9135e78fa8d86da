import { below } from "@tandem/kernel";
import { isBalanced } from "@tandem/replication";
import { describe, expect, test } from "vitest";
import { createLedgerPayments, type LedgerPayments } from "../testing/ledger-payments.ts";
import { createTwoRegions, escrowOf, orderKey, sell, type TwoRegions } from "../testing/two-regions.ts";
import { createWorker, promisesIn } from "../testing/work-hints.ts";

/** Many worlds are played: on a busy machine that takes a while. */
const TIMEOUT_MS = 60_000;
const SEEDS = 60;
const STOCKED = 10;
const CUSTOMER = "ada";
const KEY = orderKey("twin");

/** Starts both regions' workers; the function it gives sends items and takes hints, as chance has it, until all is done. */
function startWork(world: TwoRegions, payments: LedgerPayments): () => Promise<void> {
  const east = { one: world.east, worker: createWorker(world.east, payments) };
  const west = { one: world.west, worker: createWorker(world.west, payments) };
  return async () => {
    while ([east, west].some(({ one, worker }) => one.waiting() + worker.waiting() > 0)) {
      const { one, worker } = below(world.random, 2) === 0 ? east : west;
      if (one.waiting() > 0 && below(world.random, 2) === 0) one.sendOne();
      else await worker.workOne();
    }
  };
}

/** The same key in both regions while they are apart; at `westPrice` the west has not heard of a new price yet. */
async function placeTwins(world: TwoRegions, westPrice: number): Promise<void> {
  await sell(world, { sku: "LAMP", price: 600, quantity: STOCKED });
  const lines = [{ sku: "LAMP", quantity: 2 }];
  if (westPrice !== 600) await world.west.shop.defineProduct({ sku: "LAMP", name: "A LAMP", price: westPrice });
  for (const { shop } of below(world.random, 2) === 0 ? [world.east, world.west] : [world.west, world.east]) {
    world.clock.advance(1);
    expect((await shop.placeOrder({ customer: CUSTOMER, key: KEY, lines })).ok).toBe(true);
  }
}

async function listsOf(world: TwoRegions) {
  const pages = [world.east, world.west].map(({ shop }) => shop.orders({ customer: CUSTOMER, limit: 10 }));
  return (await Promise.all(pages)).map((page) => (page.ok ? page.value.items : []));
}

describe.each([600, 700])("twins whose pieces cost 600 in the east and %i in the west", (westPrice) => {
  test("end as one order, charged once, with the stock of one, however the regions work and hear of each other", {
    timeout: TIMEOUT_MS,
  }, async () => {
    for (let seed = 1; seed <= SEEDS; seed += 1) {
      const world = createTwoRegions(seed);
      const payments = createLedgerPayments();
      const untilQuiet = startWork(world, payments);
      await placeTwins(world, westPrice);
      await untilQuiet();

      const escrows = [escrowOf(world.east, "LAMP"), escrowOf(world.west, "LAMP")];
      const [east = [], west = []] = await listsOf(world);
      const why = `seed ${seed}`;
      expect(payments.entries.size, why).toBe(1);
      expect(escrows.every(isBalanced), why).toBe(true);
      expect(escrows.map(({ available }) => available).toSorted(), why).toEqual([10, 8].toSorted());
      expect(east, why).toHaveLength(1);
      expect(west, why).toEqual(east);
      expect(east[0], why).toMatchObject({ status: "paid", total: [...payments.entries.values()][0]?.amount });
      expect([promisesIn(world.east), promisesIn(world.west)], why).toEqual([0, 0]);
    }
  });

  test("are both given back when the charge is declined", { timeout: TIMEOUT_MS }, async () => {
    for (let seed = 1; seed <= SEEDS; seed += 1) {
      const world = createTwoRegions(seed);
      const payments = createLedgerPayments(() => true);
      const untilQuiet = startWork(world, payments);
      await placeTwins(world, westPrice);
      await untilQuiet();

      const [east = [], west = []] = await listsOf(world);
      expect(escrowOf(world.east, "LAMP").available, `seed ${seed}`).toBe(STOCKED);
      expect(escrowOf(world.west, "LAMP").available, `seed ${seed}`).toBe(STOCKED);
      expect(west, `seed ${seed}`).toEqual(east);
      expect(
        east.map(({ status }) => status),
        `seed ${seed}`,
      ).toEqual(["declined"]);
    }
  });
});
