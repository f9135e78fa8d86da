/**
 * The outbox is work that this region has promised: an item committed together with the fact that causes it, and erased
 * together with the fact that answers it. It is a fragment of this region's own, so it can say "not before" and count its
 * attempts; it waits in one of a few partitions, oldest first, so that a sweep finds what every hint has missed.
 */
import { contentId, type Region } from "@tandem/kernel";
import {
  type EraseWrite,
  type FragmentItem,
  type FragmentWrite,
  type Item,
  keyOf,
  makeKey,
  makePartition,
  type Partition,
  type Stamp,
  sortPrefix,
  stampMs,
} from "@tandem/replication";
import * as z from "zod";

/** Spreads one region's outbox over this many partitions: each takes 1,000 writes a second. */
export const OUTBOX_BUCKET_COUNT = 8;
export const OUTBOX_VERSION = 1;
const NAME = "EVENT";

const OutboxData = z.object({
  eventId: z.string(),
  record: z.string(),
  at: z.string(),
  attempts: z.int().nonnegative(),
  notBeforeMs: z.number().optional(),
  why: z.string().optional(),
  /** Whatever says that it is tried no more; later code may say it with more words than this one knows. */
  parked: z.unknown().optional(),
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

export const OUTBOX_PREFIX = sortPrefix(NAME);

/** Promises the work that `record` causes; `event` tells it from other work on the same record. */
export function promise(options: {
  readonly region: Region;
  readonly record: Partition;
  readonly event: string;
  readonly stamp: Stamp;
}): FragmentWrite {
  const { region, record, event, stamp } = options;
  const eventId = contentId("evt", [record, event]);
  const bucket = eventId.charCodeAt(eventId.length - 1) % OUTBOX_BUCKET_COUNT;
  return {
    type: "fragment",
    key: makeKey({ partition: outboxPartition(region, bucket), name: NAME, tail: [stamp, eventId], region }),
    v: OUTBOX_VERSION,
    expected: "absent",
    wake: "outbox",
    data: { eventId, record, at: stamp, attempts: 0 },
  };
}

export function readOutboxItem(item: Item): OutboxItem | undefined {
  if (item.kind !== "fragment") return undefined;
  const data = OutboxData.parse(item.data);
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
  return {
    type: "fragment",
    key: keyOf(outbox.item),
    v: OUTBOX_VERSION,
    expected: outbox.item.commitId,
    data: {
      ...outbox.item.data,
      attempts: outbox.attempts + 1,
      notBeforeMs: Math.ceil(options.untilMs),
      why: options.why,
    },
  };
}

/** The promise is kept: beside the fact that answers it. */
export function settleOutbox(outbox: OutboxItem): EraseWrite {
  return { type: "erase", key: keyOf(outbox.item) };
}
