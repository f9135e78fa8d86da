/**
 * How much work waits in a region's outbox. The local world knows neither the table's keys nor what an item means; this says where
 * to look and reads what is found, with the product's own words.
 */
import { type Attributes, itemOf } from "@tandem/aws";
import { outboxPartitions, readOutboxItem } from "@tandem/delivery";
import type { MeasureOutbox } from "@tandem/local";
import { stampMs } from "@tandem/replication";

export const measureOutbox: MeasureOutbox = async ({ region, nowMs, query }) => {
  const pages = await Promise.all(outboxPartitions(region).map((partition) => query(partition)));
  const waiting = pages.flat().flatMap((attributes) => readOutboxItem(itemOf(attributes as Attributes)) ?? []);
  const oldestMs = Math.min(nowMs, ...waiting.map(({ at }) => stampMs(at)));
  // Nothing is parked yet: work is only ever put off.
  return { count: waiting.length, oldestAgeS: Math.round((nowMs - oldestMs) / 1_000), parked: 0 };
};
