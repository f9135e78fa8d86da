/** Does a region's asynchronous work as its stream and queue would have it done, for as long as there is any. */
import { createConsumer, type Hint, hintsOf, outboxPartitions, readOutboxItem } from "@tandem/delivery";
import type { Hazard } from "@tandem/kernel";
import type { Item, MemoryReplica } from "@tandem/replication";
import type { ShopHazard } from "../hazards.ts";
import { createOrderWork } from "../order-work.ts";
import type { Payments } from "../payments.ts";
import type { OneOfTwo } from "./two-regions.ts";

const BACKOFF = { firstMs: 1_000, mostMs: 60_000 };

export interface Worker {
  /** How many hints wait. */
  waiting(): number;
  /** Takes the hint that has waited longest. */
  workOne(): Promise<void>;
  /** Asks for everything that this region has promised, as a sweep does. */
  sweep(): void;
}

/** Hears what changes in the region from now on, the other region's items as well. */
export function createWorker(one: OneOfTwo, payments: Payments, hazard?: Hazard<ShopHazard>): Worker {
  const { table, stamps } = one.context;
  const product = createOrderWork({ payments, stamps, hazard });
  const consumer = createConsumer({ ...one.context, product, backoff: BACKOFF });
  const hints: Hint[] = [];
  const ask = (items: readonly Item[]) => hints.push(...hintsOf(items.map(changeOf), table.region));
  one.replica.watch((changes) => ask(changes.flatMap(({ after }) => after ?? [])));
  return {
    waiting: () => hints.length,
    async workOne() {
      const hint = hints.shift();
      if (hint !== undefined) await consumer.consume(hint);
    },
    sweep() {
      const promised = promisedIn(one).flatMap((item) => readOutboxItem(item) ?? []);
      hints.push(...promised.map(({ record, item }) => ({ record, outbox: item })));
    },
  };
}

/** How much this region has promised and not yet done. */
export function promisesIn(one: { replica: MemoryReplica; context: OneOfTwo["context"] }): number {
  return promisedIn(one).length;
}

function promisedIn({ replica, context }: { replica: MemoryReplica; context: OneOfTwo["context"] }): readonly Item[] {
  return outboxPartitions(context.table.region).flatMap((partition) => replica.list(partition));
}

function changeOf(item: Item) {
  return {
    partition: item.partition,
    sort: item.sort,
    region: item.region,
    wake: item.kind === "counter" ? undefined : item.wake,
    record: recordOf(item),
  };
}

function recordOf(item: Item): string | undefined {
  const record = item.kind === "counter" ? undefined : item.data["record"];
  return typeof record === "string" ? record : undefined;
}
