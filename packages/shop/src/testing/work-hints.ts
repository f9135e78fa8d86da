/** Does a region's asynchronous work as its stream and queue would have it done, for as long as there is any. */
import { createConsumer, type Hint, hintsOf, outboxPartitions } from "@tandem/delivery";
import type { Item, MemoryReplica } from "@tandem/replication";
import { createOrderWork } from "../order-work.ts";
import type { Payments } from "../payments.ts";
import type { OneOfTwo } from "./two-regions.ts";

const BACKOFF = { firstMs: 1_000, mostMs: 60_000 };

export interface Worker {
  /** How many hints wait. */
  waiting(): number;
  /** Takes the hint that has waited longest. */
  workOne(): Promise<void>;
}

/** Hears what changes in the region from now on, the other region's items as well. */
export function createWorker(one: OneOfTwo, payments: Payments): Worker {
  const { table } = one.context;
  const consumer = createConsumer({ ...one.context, product: createOrderWork(payments), backoff: BACKOFF });
  const hints: Hint[] = [];
  one.replica.watch((changes) => {
    const items = changes.flatMap(({ after }) => after ?? []);
    hints.push(...hintsOf(items.map(changeOf), table.region));
  });
  return {
    waiting: () => hints.length,
    async workOne() {
      const hint = hints.shift();
      if (hint !== undefined) await consumer.consume(hint);
    },
  };
}

/** How much this region has promised and not yet done. */
export function promisesIn({ replica, context }: { replica: MemoryReplica; context: OneOfTwo["context"] }): number {
  return outboxPartitions(context.table.region).flatMap((partition) => replica.list(partition)).length;
}

function changeOf(item: Item) {
  const data = item.kind === "counter" ? {} : item.data;
  return {
    partition: item.partition,
    sort: item.sort,
    region: item.region,
    wake: item.kind === "counter" ? undefined : item.wake,
    record: typeof data["record"] === "string" ? data["record"] : undefined,
  };
}
