/**
 * The sweep makes lost hints good: it looks through this region's outbox and asks the queue again for work that is due.
 * It asks less often the longer work waits, asks for nothing while the queue is busy, and takes a bounded bite each time,
 * going on where it stopped.
 */
import { assert, type Clock, type Hazard, must, noHazard } from "@tandem/kernel";
import type { Partition, RegionTable } from "@tandem/replication";
import type { DeliveryHazard } from "./hazards.ts";
import type { Hint } from "./hint.ts";
import type { HintQueue } from "./hint-queue.ts";
import { OUTBOX_PREFIX, type OutboxItem, outboxPartitions, readOutboxItem } from "./outbox.ts";

export interface SweepPolicy {
  /** Work younger than this is still on its way by itself. */
  readonly graceMs: number;
  /** The longest time between two hints for the same work. */
  readonly askAgainMostMs: number;
  /** With more messages than this in the queue, nothing is added. */
  readonly depthMax: number;
}

/** Items looked at in one partition in one run: far more than wait there on a good day. */
export const SWEEP_ITEMS_MAX = 500;
const PAGE_ITEMS = 100;

export interface Sweep {
  /** How many hints were sent. */
  run(): Promise<number>;
}

/**
 * How far one partition was looked through. A lap is from its beginning to its end, as a rule in one run; what is asked
 * about is measured from the lap before, so that with more work than one run looks at nothing is passed over each time its
 * wait doubles.
 */
interface Lap {
  readonly startedMs: number;
  /** When the lap before was started, if this process made one. */
  readonly beforeMs: number | undefined;
  /** Where it goes on; undefined at its end. */
  readonly after: string | undefined;
}

export function createSweep(options: {
  readonly table: RegionTable;
  readonly queue: HintQueue;
  readonly clock: Clock;
  readonly policy: SweepPolicy;
  readonly hazard?: Hazard<DeliveryHazard>;
}): Sweep {
  const { table, queue, clock, policy, hazard = noHazard } = options;
  assert(
    policy.graceMs > 0 && policy.askAgainMostMs >= policy.graceMs,
    "a sweep's grace is above 0 and the shorter wait",
  );
  const laps = new Map<Partition, Lap>();

  async function look(partition: Partition, nowMs: number): Promise<{ readonly hints: Hint[]; readonly lap: Lap }> {
    const lap = nextLap(laps.get(partition), nowMs);
    const hints: Hint[] = [];
    let { after } = lap;
    for (let looked = 0; looked < SWEEP_ITEMS_MAX; looked += PAGE_ITEMS) {
      const page = await table.page(partition, {
        consistent: false,
        prefix: OUTBOX_PREFIX,
        limit: PAGE_ITEMS,
        order: "ascending",
        ...(after === undefined ? {} : { after }),
      });
      for (const item of page.items) {
        const outbox = readOutboxItem(item);
        if (outbox !== undefined && isDue(outbox, { nowMs, lastLookMs: lap.beforeMs, policy })) {
          hints.push({ record: outbox.record, outbox: { partition, sort: item.sort } });
        }
      }
      after = page.next;
      if (after === undefined) break;
    }
    return { hints, lap: { ...lap, after } };
  }

  return {
    async run() {
      if ((await queue.depth()) > policy.depthMax) return 0;
      const nowMs = clock.nowMs();
      const partitions = outboxPartitions(table.region);
      const found = await Promise.all(partitions.map((partition) => look(partition, nowMs)));
      const hints = found.flatMap((seen) => seen.hints);
      if (hints.length > 0) {
        await hazard("sweep.before-send");
        await queue.send(hints);
        await hazard("sweep.after-send");
      }
      for (const [index, partition] of partitions.entries()) {
        laps.set(partition, must(found[index], "each partition was looked at").lap);
      }
      return hints.length;
    },
  };
}

function nextLap(lap: Lap | undefined, nowMs: number): Lap {
  if (lap?.after !== undefined) return lap;
  return { startedMs: nowMs, beforeMs: lap?.startedMs, after: undefined };
}

/**
 * Whether the queue is to be asked again: when the wait has doubled since the last look, or has grown by the most there is.
 * A process that has not looked before asks for everything.
 */
export function isDue(
  outbox: Pick<OutboxItem, "notBeforeMs" | "isPutOff">,
  at: { readonly nowMs: number; readonly lastLookMs: number | undefined; readonly policy: SweepPolicy },
): boolean {
  const { graceMs, askAgainMostMs } = at.policy;
  const waitedMs = at.nowMs - outbox.notBeforeMs;
  /** What was put off has no hint on its way: it is due when its time has come. */
  const firstMs = outbox.isPutOff ? 0 : graceMs;
  if (waitedMs < firstMs) return false;
  if (at.lastLookMs === undefined) return true;
  const waitedThenMs = at.lastLookMs - outbox.notBeforeMs;
  const asksThen = waitedThenMs < firstMs ? 0 : asks(waitedThenMs, graceMs, askAgainMostMs);
  return asks(waitedMs, graceMs, askAgainMostMs) > asksThen;
}

/** How many times the queue was to be asked, once it was to be asked at all, by the time something had waited for `waitedMs`. */
function asks(waitedMs: number, graceMs: number, mostMs: number): number {
  if (waitedMs < graceMs) return 1;
  // Whole numbers only: a logarithm may come out below a whole one on one machine and not on another.
  let doublings = 0;
  let doubledMs = graceMs;
  while (doubledMs * 2 <= Math.min(waitedMs, mostMs)) {
    doublings += 1;
    doubledMs *= 2;
  }
  if (waitedMs < doubledMs * 2) return 1 + doublings;
  return 1 + doublings + Math.floor((waitedMs - doubledMs) / mostMs);
}
