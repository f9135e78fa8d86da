import { below, must } from "@tandem/kernel";
import { isBalanced } from "@tandem/replication";
import { expect, test } from "vitest";
import { CHARGE_ENDS_MS } from "../order-work.ts";
import { createLedgerPayments, type LedgerPayments } from "../testing/ledger-payments.ts";
import { createTwoRegions, escrowOf, type OneOfTwo, orderKey, sell, type TwoRegions } from "../testing/two-regions.ts";
import { createWorker, promisesIn, type Worker } from "../testing/work-hints.ts";

/** Many worlds are played: on a busy machine that takes a while. */
const TIMEOUT_MS = 60_000;
const SEEDS = 300;
const STOCKED = 10;
/** Steps before the world is let come to rest. */
const STEPS = 14;
const LAPS_MAX = 6;

class Died extends Error {}

interface Race {
  readonly world: TwoRegions;
  readonly payments: LedgerPayments;
  readonly both: readonly { readonly one: OneOfTwo; readonly worker: Worker }[];
  /** While true, workers die now and then, also after the provider has acted and before anybody wrote it down. */
  isDangerous: boolean;
  /** The customer's other hand: it comes in while a worker is at any of its points, whatever he has read before. */
  meanwhile: () => Promise<void>;
}

async function start(seed: number): Promise<Race> {
  const world = createTwoRegions(seed);
  await sell(world, { sku: "LAMP", price: 600, quantity: STOCKED });
  const payments = createLedgerPayments();
  const hazard = async (point: string) => {
    if (!race.isDangerous) return;
    if (below(world.random, 4) === 0) await race.meanwhile();
    if (below(world.random, 3) === 0) throw new Died(point);
  };
  const both = [world.east, world.west].map((one) => ({ one, worker: createWorker(one, payments, hazard) }));
  const race: Race = { world, payments, both, isDangerous: true, meanwhile: async () => undefined };
  return race;
}

async function step({ world, both }: Race): Promise<void> {
  const { one, worker } = must(both[below(world.random, 2)], "there are two");
  if (one.waiting() > 0 && below(world.random, 2) === 0) return one.sendOne();
  await worker.workOne().catch((error: unknown) => {
    if (!(error instanceof Died)) throw error;
  });
}

/** Whatever was promised is asked for again until nothing is. */
async function rest(race: Race): Promise<void> {
  const { world, both } = race;
  race.isDangerous = false;
  for (let laps = 0; laps < LAPS_MAX; laps += 1) {
    while (both.some(({ one, worker }) => one.waiting() + worker.waiting() > 0)) await step(race);
    world.clock.advance(CHARGE_ENDS_MS);
    for (const { worker } of both) worker.sweep();
  }
}

test("whoever cancels, wherever, whatever the charge is at, and whoever dies: it ends uncharged, or refunded once, and its stock is back", {
  timeout: TIMEOUT_MS,
}, async () => {
  const ends = new Map<string, number>();
  for (let seed = 1; seed <= SEEDS; seed += 1) {
    const race = await start(seed);
    const { world, payments } = race;
    const lines = [{ sku: "LAMP", quantity: 2 }];
    const order = { customer: "ada", key: orderKey("order"), lines };
    const placed = await world.east.shop.placeOrder(order);
    if (below(world.random, 3) === 0) await world.west.shop.placeOrder(order);
    const { id } = must(placed.ok ? placed.value : undefined, "the order is taken on");
    let isCancelled = false;
    race.meanwhile = async () => {
      const { shop } = below(world.random, 2) === 0 ? world.east : world.west;
      const key = orderKey(`cancel ${below(world.random, 2)}`);
      isCancelled = (await shop.cancelOrder({ customer: "ada", orderId: id, key })).ok || isCancelled;
    };
    for (let steps = 0; steps < STEPS || !isCancelled; steps += 1) {
      await step(race);
      if (below(world.random, STEPS) === 0) await race.meanwhile();
    }
    await rest(race);

    const why = `seed ${seed}`;
    const orders = await Promise.all(
      [world.east, world.west].map(({ shop }) => shop.order({ orderId: id, customer: "ada" })),
    );
    const end = payments.entries.size === 0 ? "cancelled" : "refunded";
    expect(
      orders.map((each) => each?.status),
      why,
    ).toEqual([end, end]);
    expect(payments.refunds.size, why).toBe(payments.entries.size);
    for (const { one } of race.both) {
      expect(escrowOf(one, "LAMP").available, why).toBe(STOCKED);
      expect(isBalanced(escrowOf(one, "LAMP")), why).toBe(true);
      expect(promisesIn(one), why).toBe(0);
    }
    ends.set(end, (ends.get(end) ?? 0) + 1);
  }
  expect([...ends.keys()].toSorted()).toEqual(["cancelled", "refunded"]);
});
