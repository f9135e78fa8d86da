/**
 * What waits in this region's outbox, for people and alarms: whether the work is moving. The sweep cannot tell, since it looks at nothing
 * while the queue is full and goes on where it stopped, which is when this matters most.
 */
import type { RegionTable } from "@tandem/replication";
import { OUTBOX_PREFIX, outboxPartitions, readOutboxItem } from "./outbox.ts";

/** Items counted in one partition: beyond this a region is far behind, and how far exactly helps nobody. */
export const OUTBOX_COUNT_MAX = 500;
const PAGE_ITEMS = 100;

export interface OutboxState {
  /** Promises that are not kept yet, those put off or parked included; at least this many once a partition has its most. */
  readonly items: number;
  readonly parked: number;
  /** How long the oldest promise that is due has waited since it was due; 0 when none is. A parked one waits for a person, not for us. */
  readonly oldestWaitMs: number;
}

/** Looks from the oldest promise on. A read that does not ask for consistency is near enough for a number that is read once a minute. */
export async function readOutboxState(table: RegionTable, nowMs: number): Promise<OutboxState> {
  const states = await Promise.all(
    outboxPartitions(table.region).map((partition) => look(table, { partition, nowMs })),
  );
  return {
    items: sum(states.map(({ items }) => items)),
    parked: sum(states.map(({ parked }) => parked)),
    oldestWaitMs: Math.max(...states.map(({ oldestWaitMs }) => oldestWaitMs)),
  };
}

type Partition = ReturnType<typeof outboxPartitions>[number];

async function look(
  table: RegionTable,
  at: { readonly partition: Partition; readonly nowMs: number },
): Promise<OutboxState> {
  const state = { items: 0, parked: 0, oldestWaitMs: 0 };
  let after: string | undefined;
  while (state.items < OUTBOX_COUNT_MAX) {
    const page = await table.page(at.partition, {
      consistent: false,
      prefix: OUTBOX_PREFIX,
      limit: PAGE_ITEMS,
      order: "ascending",
      ...(after === undefined ? {} : { after }),
    });
    for (const outbox of page.items.flatMap((item) => readOutboxItem(item) ?? [])) {
      state.items += 1;
      if (outbox.isParked) state.parked += 1;
      else state.oldestWaitMs = Math.max(state.oldestWaitMs, at.nowMs - outbox.notBeforeMs);
    }
    after = page.next;
    if (after === undefined) break;
  }
  return state;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
