/**
 * The outbox is work that this region has promised: an item committed together with the fact that causes it, and erased
 * together with the fact that answers it. It is a fragment of this region's own, so it can say "not before" and count its
 * attempts; it waits in one of a few partitions, oldest first, so that a sweep finds what every hint has missed.
 */
import { contentId, type Region } from "@tandem/kernel";
import {
  declareFragment,
  type EraseWrite,
  type FragmentItem,
  type FragmentWrite,
  type Item,
  keyOf,
  makePartition,
  ownRegionOnly,
  type Partition,
  type Stamp,
  stampMs,
} from "@tandem/replication";
import * as z from "zod";

/** Spreads one region's outbox over this many partitions: each takes 1,000 writes a second. */
export const OUTBOX_BUCKET_COUNT = 8;

const OutboxData = z.object({
  eventId: z.string(),
  record: z.string(),
  at: z.string(),
  attempts: z.int().nonnegative(),
  notBeforeMs: z.number().optional(),
  why: z.string().optional(),
  /** Whatever says that it is tried no more; later code may say it with more words than this one knows. */
  parked: z.json().optional(),
});

export const OutboxEvent = declareFragment({
  name: "EVENT",
  version: 1,
  parse: OutboxData.parse,
  answer: ownRegionOnly("work is promised, put off and ended by one region; a peer takes it over by a copy of its own"),
});

export interface OutboxItem {
  readonly item: FragmentItem;
  readonly eventId: string;
  /** The record whose facts say what is to be done. */
  readonly record: Partition;
  /** When the work was promised. */
  readonly at: Stamp;
  readonly attempts: number;
  /** Milliseconds since 1970 from when on it waits: the promise's own time, or when it was put off to. */
  readonly notBeforeMs: number;
  /** Whether `notBeforeMs` is to be waited for. A promise's own time is not: this machine's clock may be behind it. */
  readonly isPutOff: boolean;
  /** Whether it is tried no more until a person releases it. */
  readonly isParked: boolean;
}

export function outboxPartition(region: Region, bucket: number): Partition {
  return makePartition(["OUTBOX", region, String(bucket)]);
}

export function outboxPartitions(region: Region): readonly Partition[] {
  return Array.from({ length: OUTBOX_BUCKET_COUNT }, (_, bucket) => outboxPartition(region, bucket));
}

export const OUTBOX_PREFIX = OutboxEvent.prefix;

/** Promises the work that `record` causes; `event` tells it from other work on the same record. */
export function promise(options: {
  readonly region: Region;
  readonly record: Partition;
  readonly event: string;
  readonly stamp: Stamp;
  /** Milliseconds since 1970, if somebody else is to do it before. */
  readonly notBeforeMs?: number;
}): FragmentWrite {
  const { region, record, event, stamp, notBeforeMs } = options;
  const eventId = contentId("evt", [record, event]);
  const bucket = eventId.charCodeAt(eventId.length - 1) % OUTBOX_BUCKET_COUNT;
  return OutboxEvent.write({
    key: OutboxEvent.key({ partition: outboxPartition(region, bucket), tail: [stamp, eventId], region }),
    over: undefined,
    wake: "outbox",
    data: { eventId, record, at: stamp, attempts: 0, ...(notBeforeMs === undefined ? {} : { notBeforeMs }) },
  });
}

export function readOutboxItem(item: Item): OutboxItem | undefined {
  if (!OutboxEvent.is(item)) return undefined;
  const data = OutboxEvent.read(item);
  const at = data.at as Stamp;
  return {
    item,
    eventId: data.eventId,
    record: data.record as Partition,
    at,
    attempts: data.attempts,
    notBeforeMs: data.notBeforeMs ?? stampMs(at),
    isPutOff: data.notBeforeMs !== undefined,
    isParked: Boolean(data.parked),
  };
}

/** Puts the work off, saying why; the hint that led here may then be dropped. */
export function postpone(
  outbox: OutboxItem,
  options: { readonly untilMs: number; readonly why: string },
): FragmentWrite {
  return OutboxEvent.write({
    key: keyOf(outbox.item),
    over: outbox.item,
    data: {
      ...OutboxEvent.read(outbox.item),
      attempts: outbox.attempts + 1,
      notBeforeMs: Math.ceil(options.untilMs),
      why: options.why,
    },
  });
}

/** The promise is kept: beside the fact that answers it. */
export function settleOutbox(outbox: OutboxItem): EraseWrite {
  return { type: "erase", key: keyOf(outbox.item) };
}
