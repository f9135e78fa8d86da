/**
 * Two regions in memory for the shop's own tests, joined as a global table joins them: item by item, in any order, each as
 * it stands when it is copied. Nothing crosses until a test says so, which is how a test makes a partition.
 */
import { parseIdempotencyKey } from "@tandem/delivery";
import {
  below,
  createManualClock,
  createSeededRandom,
  type ManualClock,
  must,
  type Random,
  region,
} from "@tandem/kernel";
import {
  createMemoryRegionTable,
  createMemoryReplica,
  createStampClock,
  type Escrow,
  type MemoryReplica,
  type Partition,
  parseSort,
  escrowOf as shareOf,
} from "@tandem/replication";
import { createShop, type Shop } from "../shop.ts";
import type { ShopContext } from "../shop-context.ts";
import { stockPartitions } from "../stock/stock.ts";

export const EAST = region("us-east-1");
export const WEST = region("us-west-2");
export const NOON_MS = Date.UTC(2026, 10, 21, 12);
const REGIONS = [EAST, WEST] as const;

export interface OneOfTwo {
  readonly shop: Shop;
  readonly context: ShopContext;
  readonly replica: MemoryReplica;
  /** How many changed items the other region has not received. */
  waiting(): number;
  /** Sends one of them, whichever chance picks. */
  sendOne(): void;
  /** Sends all of them, in an order that chance picks. */
  sendAll(): void;
}

export interface TwoRegions {
  readonly clock: ManualClock;
  readonly random: Random;
  readonly east: OneOfTwo;
  readonly west: OneOfTwo;
  /** Sends everything both ways. */
  heal(): void;
}

export function createTwoRegions(seed = 1): TwoRegions {
  const clock = createManualClock(NOON_MS);
  const random = createSeededRandom(seed);
  const replicas = [createMemoryReplica(), createMemoryReplica()] as const;
  const [east, west] = REGIONS.map((own, index) => {
    const [replica, other] = index === 0 ? replicas : ([replicas[1], replicas[0]] as const);
    const stamps = createStampClock({ region: own, clock });
    stamps.witness(clock.nowMs());
    const table = createMemoryRegionTable({ region: own, clock, replica, onAnswer: stamps.witness });
    const context: ShopContext = { table, stamps, clock, random, regions: REGIONS };
    return { shop: createShop(context), context, replica, ...createLink({ own, from: replica, to: other, random }) };
  });
  const both = { east: must(east, "there is an east"), west: must(west, "there is a west") };
  return {
    clock,
    random,
    ...both,
    heal() {
      both.east.sendAll();
      both.west.sendAll();
    },
  };
}

function createLink(options: {
  readonly own: string;
  readonly from: MemoryReplica;
  readonly to: MemoryReplica;
  readonly random: Random;
}): Pick<OneOfTwo, "waiting" | "sendOne" | "sendAll"> {
  const { own, from, to, random } = options;
  const changed = new Map<string, { readonly partition: Partition; readonly sort: string }>();
  from.watch((changes) => {
    for (const { partition, sort } of changes) {
      if (parseSort(sort).region === own) changed.set(JSON.stringify([partition, sort]), { partition, sort });
    }
  });
  function sendOne(): void {
    const [name, place] = must([...changed][below(random, changed.size)], "something waits to be sent");
    changed.delete(name);
    to.replace([{ ...place, after: from.at(place) }]);
  }
  return {
    waiting: () => changed.size,
    sendOne,
    sendAll() {
      while (changed.size > 0) sendOne();
    },
  };
}

/** A key that differs with its number. */
export function orderKey(number: number | string) {
  const key = parseIdempotencyKey(`order-key-number-${number}`);
  return must(key.ok ? key.value : undefined, "a test's key is a key");
}

/** What a region's share of a product says, in all its shards together. */
export function escrowOf(one: OneOfTwo, sku: string): Escrow {
  return sharesOf(one, sku).reduce((left, right) => ({
    available: left.available + right.available,
    stocked: left.stocked + right.stocked,
    spent: left.spent + right.spent,
    returned: left.returned + right.returned,
    given: addByRegion(left.given, right.given),
    taken: addByRegion(left.taken, right.taken),
  }));
}

/** ... and shard by shard. */
export function sharesOf({ replica, context }: OneOfTwo, sku: string): readonly Escrow[] {
  return stockPartitions(sku).map((partition) => shareOf(replica.list(partition), context.table.region));
}

function addByRegion(left: Escrow["given"], right: Escrow["given"]): Escrow["given"] {
  const names = new Set([...Object.keys(left), ...Object.keys(right)]);
  return Object.fromEntries([...names].map((name) => [name, (left[name] ?? 0) + (right[name] ?? 0)]));
}

/** A product with `quantity` pieces in each region, known to both. */
export async function sell(
  world: TwoRegions,
  product: { sku: string; price: number; quantity: number },
): Promise<void> {
  const { sku, price, quantity } = product;
  await world.east.shop.defineProduct({ sku, name: `A ${sku}`, price });
  world.heal();
  for (const { shop, context } of [world.east, world.west]) {
    await shop.restock({ key: orderKey(`stock-${sku}-${context.table.region}`), sku, quantity });
  }
  world.heal();
}
