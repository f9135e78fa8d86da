/**
 * A customer asked to be forgotten: a fact, like everything that somebody asked for, in each record that holds something of his. All that was
 * written there up to its stamp is void for every reader from then on, also what arrives late from another region; and each region, when it
 * learns of it, takes it out of its own items. What is written later stands. Of several the latest counts, so they merge as a maximum.
 */
import type { Region } from "@tandem/kernel";
import {
  compareStamps,
  declareFact,
  type FactWrite,
  folded,
  type Item,
  keyOf,
  type Partition,
  type Stamp,
  type Write,
} from "@tandem/replication";
import * as z from "zod";

/** Of one region in one record: the latest counts alone, and a few are left until it has surely arrived everywhere. */
export const ERASURES_KEPT = 4;

export const Erased = declareFact({
  name: "ERASED",
  version: 1,
  parse: z.object({}).parse,
  answer: folded("of all requests the latest counts, and makes void what was written before it"),
});

/** Wakes every region that hears of it: each has items of its own to clean. */
export function erasedFact(at: {
  readonly partition: Partition;
  readonly stamp: Stamp;
  readonly region: Region;
}): FactWrite {
  const { partition, stamp, region } = at;
  return Erased.write({ key: Erased.key({ partition, tail: [stamp], region }), data: {}, wake: "changed" });
}

/** Up to where everything in a record is void; undefined if nobody asked. */
export function voidUntil(items: readonly Item[]): Stamp | undefined {
  return items
    .filter(Erased.is)
    .map(({ stamp }) => stamp)
    .toSorted(compareStamps)
    .at(-1);
}

export function isVoid(stamp: Stamp, until: Stamp | undefined): boolean {
  return until !== undefined && compareStamps(stamp, until) <= 0;
}

/** A region's own older requests, which say nothing any more: somebody who asks again and again does not fill his record. */
export function eraseOlderRequests(items: readonly Item[], region: Region): readonly Write[] {
  const own = items.filter(Erased.is).filter((item) => item.region === region);
  const sorted = own.toSorted((left, right) => compareStamps(right.stamp, left.stamp));
  return sorted.slice(ERASURES_KEPT).map((item) => ({ type: "erase", key: keyOf(item) }));
}
