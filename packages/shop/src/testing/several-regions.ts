/**
 * Any number of regions in memory, joined as a global table joins them, for what two cannot show: who gives to whom when there is a
 * choice. Each pair has its own link, on which an item waits until a test sends it, as it then stands.
 */
import { below, createManualClock, createSeededRandom, type ManualClock, type Random, region } from "@tandem/kernel";
import {
  createMemoryRegionTable,
  createMemoryReplica,
  createStampClock,
  type Item,
  type MemoryReplica,
  type Partition,
  type RegionTable,
} from "@tandem/replication";
import { createShop, type Shop } from "../shop.ts";
import type { ShopContext } from "../shop-context.ts";
import { NOON_MS } from "./two-regions.ts";

export const NAMES = [region("us-east-1"), region("us-west-2"), region("eu-west-1")] as const;

export interface OneOfSeveral {
  readonly shop: Shop;
  readonly context: ShopContext;
  readonly replica: MemoryReplica;
}

export interface SeveralRegions {
  readonly clock: ManualClock;
  readonly random: Random;
  readonly all: readonly OneOfSeveral[];
  /** Sends one item that waits somewhere, whichever chance picks; false if none does. */
  sendOne(): boolean;
  heal(): void;
}

interface Waiting {
  readonly from: MemoryReplica;
  readonly to: MemoryReplica;
  readonly partition: Partition;
  readonly sort: string;
}

export function createRegions(count: number, seed: number): SeveralRegions {
  const clock = createManualClock(NOON_MS);
  const random = createSeededRandom(seed);
  const regions = NAMES.slice(0, count);
  const waiting = new Map<string, Waiting>();
  const replicas = regions.map(() => createMemoryReplica());
  const all = regions.map((name, index): OneOfSeveral => {
    const replica = replicas[index] ?? createMemoryReplica();
    const stamps = createStampClock({ region: name, clock });
    stamps.witness(clock.nowMs());
    const table = readingOneByOne(createMemoryRegionTable({ region: name, clock, replica, onAnswer: stamps.witness }));
    const context: ShopContext = { table, stamps, clock, random, regions };
    replica.watch((changes) => {
      for (const { partition, sort } of changes.filter((change) => change.sort.endsWith(`#${name}`))) {
        for (const [peer, to] of replicas.entries()) {
          if (peer !== index)
            waiting.set(JSON.stringify([partition, sort, peer]), { from: replica, to, partition, sort });
        }
      }
    });
    return { shop: createShop(context), context, replica };
  });

  function sendOne(): boolean {
    const found = [...waiting][below(random, Math.max(1, waiting.size))];
    if (found === undefined) return false;
    const [name, { from, to, partition, sort }] = found;
    waiting.delete(name);
    to.replace([{ partition, sort, after: from.at({ partition, sort }) }]);
    return true;
  }

  return {
    clock,
    random,
    all,
    sendOne,
    heal() {
      while (waiting.size > 0) sendOne();
    },
  };
}

/** DynamoDB answers for each partition by itself, and others write between two answers. */
function readingOneByOne(table: RegionTable): RegionTable {
  return {
    ...table,
    async read(partitions, options) {
      const lists: (readonly Item[])[] = [];
      for (const partition of partitions) lists.push(...(await table.read([partition], options)));
      return lists;
    },
  };
}
