/** Random histories of two and three regions that lose touch at random: what no example thinks of. */
import { below, must, randomId } from "@tandem/kernel";
import { escrowOf, isBalanced, parseSort, returnToEscrow, type Write } from "@tandem/replication";
import { expect, test } from "vitest";
import { Placed, releasedFact } from "../orders/order-facts.ts";
import { createRegions, type OneOfSeveral, type SeveralRegions } from "../testing/several-regions.ts";
import { orderKey } from "../testing/two-regions.ts";
import { sumOf } from "./shards.ts";
import { arrivingIn, escrowKey, heldBy, type Stock, stockPartitions } from "./stock.ts";
import { createStockRound } from "./stock-round.ts";

/** Many worlds are played: on a busy machine that takes a while. */
const TIMEOUT_MS = 120_000;
const WORLDS = 40;
const STEPS = 60;
const AT_ONCE = 4;
const SKUS = ["LAMP", "DESK"] as const;
const QUANTITY_MAX = 24;
/** Ticks after which nothing moves any more, since nobody asks any more. */
const ROUNDS_MAX = 30;

function stockOf({ replica }: OneOfSeveral, sku: string): Stock {
  return stockPartitions(sku).map((partition) => replica.list(partition));
}

function ownSum(one: OneOfSeveral, sku: string): number {
  return sumOf(heldBy(stockOf(one, sku), one.context.table.region));
}

/** The orders that this region has taken on and not given back. */
function standingOrders({ replica, context }: OneOfSeveral) {
  const own = replica.scan(undefined, 100_000).filter(({ sort }) => parseSort(sort).region === context.table.region);
  const released = new Set(own.filter(({ sort }) => sort.startsWith("RELEASED#")).map(({ partition }) => partition));
  return Placed.readAll(own).filter(({ item }) => !released.has(item.partition));
}

async function buy(world: SeveralRegions, one: OneOfSeveral, number: string): Promise<"sold" | "refused"> {
  const wanted = SKUS.filter(() => below(world.random, 2) === 0);
  const skus = wanted.length === 0 ? SKUS : wanted;
  const lines = skus.map((sku) => ({ sku, quantity: 1 + below(world.random, QUANTITY_MAX) }));
  const lowest = new Map<string, number>(lines.map(({ sku }) => [sku, ownSum(one, sku)]));
  const unwatch = one.replica.watch(() => {
    for (const [sku, least] of lowest) lowest.set(sku, Math.min(least, ownSum(one, sku)));
  });
  const outcome = await one.shop.placeOrder({ customer: "ada", key: orderKey(number), lines });
  unwatch();
  if (outcome.ok) return "sold";
  const { refusal } = outcome;
  const short = refusal.reason === "out-of-stock" ? refusal.lines : [];
  expect(short.length, refusal.reason).toBeGreaterThan(0);
  for (const { sku, requested } of short) expect(lowest.get(sku), `${sku} was short`).toBeLessThan(requested);
  return "refused";
}

async function giveBack(world: SeveralRegions, one: OneOfSeveral): Promise<void> {
  const standing = standingOrders(one);
  const order = standing[below(world.random, Math.max(1, standing.length))];
  if (order === undefined) return;
  const { table, stamps, random } = one.context;
  const { orderId, taken } = order.data;
  const returns = taken.map((part): Write => returnToEscrow(escrowKey(part, table.region), part.quantity));
  await table.commit({
    id: randomId("cmt", random),
    stamp: stamps.next(),
    writes: [releasedFact({ orderId, why: "declined" }, table.region), ...returns],
  });
}

async function step(world: SeveralRegions, number: string): Promise<string> {
  const one = must(world.all[below(world.random, world.all.length)], "there is a region");
  switch (below(world.random, 10)) {
    case 0: {
      const quantity = 1 + below(world.random, 60);
      const sku = SKUS[below(world.random, SKUS.length)] ?? SKUS[0];
      await one.shop.restock({ key: orderKey(number), sku, quantity });
      return "restock";
    }
    case 1:
      await giveBack(world, one);
      return "return";
    case 2:
    case 3: {
      const { given, taken } = await createStockRound(one.context).run();
      return given > 0 ? "given" : taken > 0 ? "taken" : "round";
    }
    case 4:
    case 5:
    case 6:
      for (let count = below(world.random, 30); count > 0; count -= 1) world.sendOne();
      world.clock.advance(4_000);
      return "sent";
    default:
      return buy(world, one, number);
  }
}

/** Each region's books by themselves, and all pieces together: here, held by an order, or on their way. */
function checkBooks(world: SeveralRegions, seed: number): void {
  for (const sku of SKUS) {
    let stocked = 0;
    let found = 0;
    for (const one of world.all) {
      const { region } = one.context.table;
      for (const items of stockOf(one, sku)) {
        const share = escrowOf(items, region);
        expect(isBalanced(share), `${sku} in ${region}, seed ${seed}: ${JSON.stringify(share)}`).toBe(true);
        const [given, taken] = [share.given, share.taken].map((by) => Object.values(by).reduce((a, b) => a + b, 0));
        stocked += share.stocked;
        found += share.available + (given ?? 0) - (taken ?? 0);
      }
      const orders = standingOrders(one);
      const taken = piecesOf(
        sku,
        orders.flatMap(({ data }) => data.taken),
      );
      expect(taken, `what orders say they sell and take, seed ${seed}`).toBe(
        piecesOf(
          sku,
          orders.flatMap(({ data }) => data.lines),
        ),
      );
      found += taken;
    }
    expect(found, `${sku}, seed ${seed}`).toBe(stocked);
  }
}

function piecesOf(sku: string, lines: readonly { readonly sku: string; readonly quantity: number }[]): number {
  return lines.filter((line) => line.sku === sku).reduce((sum, { quantity }) => sum + quantity, 0);
}

/** One tick in each region, each with all that the others have said; how many gifts were made or taken. */
async function tickAll(world: SeveralRegions): Promise<number> {
  let moved = 0;
  for (const { context } of world.all) {
    world.heal();
    const { given, taken } = await createStockRound(context).run();
    moved += given + taken;
  }
  world.heal();
  return moved;
}

test("nothing is sold twice, conjured or lost, and an order is refused only where its region was short", {
  timeout: TIMEOUT_MS,
}, async () => {
  const met = new Map<string, number>();
  for (let seed = 1; seed <= WORLDS; seed += 1) {
    const world = createRegions(2 + (seed % 2), seed);
    for (const sku of SKUS) await world.all[0]?.shop.defineProduct({ sku, name: sku, price: 600 });
    world.heal();
    for (let index = 0; index < STEPS; index += 1) {
      const several = Array.from({ length: 1 + below(world.random, AT_ONCE) }, (_, number) =>
        step(world, `${seed}-${index}-${number}`),
      );
      for (const what of await Promise.all(several)) met.set(what, (met.get(what) ?? 0) + 1);
      checkBooks(world, seed);
    }

    let moved = 1;
    for (let rounds = 0; moved > 0; rounds += 1) {
      expect(rounds, `seed ${seed} comes to rest`).toBeLessThan(ROUNDS_MAX);
      moved = await tickAll(world);
    }
    checkBooks(world, seed);
    for (const one of world.all) {
      for (const { context } of world.all) {
        for (const sku of SKUS) expect(arrivingIn(stockOf(one, sku), context.table.region), `seed ${seed}`).toBe(0);
      }
    }
  }
  for (const what of ["restock", "return", "given", "taken", "sold", "refused"]) {
    expect(met.get(what) ?? 0, what).toBeGreaterThan(20);
  }
});
