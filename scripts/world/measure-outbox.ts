/**
 * How much work waits in a region's outbox. The local world knows neither the table's keys nor what an item means; this says where
 * to look, and reads from the items as they lie in the table the one thing that is asked of them: since when they wait.
 */
import { outboxPartitions } from "@tandem/delivery";
import type { MeasureOutbox } from "@tandem/local";
import { isStamp, stampMs } from "@tandem/replication";

/** As much of an outbox item as is looked at: when its work was promised. */
interface OutboxAttributes {
  readonly data?: { readonly M?: { readonly at?: { readonly S?: string } } };
}

export const measureOutbox: MeasureOutbox = async ({ region, nowMs, query }) => {
  const pages = await Promise.all(outboxPartitions(region).map((partition) => query(partition)));
  const waiting = pages.flat() as readonly OutboxAttributes[];
  const promisedMs = waiting.flatMap(({ data }) => {
    const at = data?.M?.at?.S ?? "";
    return isStamp(at) ? [stampMs(at)] : [];
  });
  const oldestMs = Math.min(nowMs, ...promisedMs);
  // Nothing is parked yet: work is only ever put off.
  return { count: waiting.length, oldestAgeS: Math.round((nowMs - oldestMs) / 1_000), parked: 0 };
};
