/**
 * An order that its customer wants to be in two regions before he is told of it. The region that took it on asks a peer to keep a copy: a PLACED
 * of the peer's own under its own key, which says whose it is and that nothing was taken for it. A repetition in that region finds it standing like
 * any other, and a release that knows of no copies takes it for a twin that has nothing to give back.
 *
 * Every reader takes a copy for its original as long as that is not here: the same region, stamp and lines, so that an order is the same
 * before and after the original arrives, and never two.
 */
import { isRegion, type Region } from "@tandem/kernel";
import { compareStamps, type FactItem, isStamp } from "@tandem/replication";
import * as z from "zod";

/** The region and the stamp of the original. */
export const CopyOf = z.object({
  region: z.string().refine(isRegion, "is not a region"),
  stamp: z.string().refine(isStamp, "is not a stamp"),
});

interface PlacedOrCopy {
  readonly item: FactItem;
  readonly copyOf?: z.infer<typeof CopyOf> | undefined;
}

/** Whoever has the order as its own, original or copy, by region and stamp; one copy for each original that is missing. */
export function withCopiesForMissing<Fact extends PlacedOrCopy>(placed: readonly Fact[]): readonly Fact[] {
  const known = new Map(placed.filter(isOriginal).map((fact) => [fact.item.region, fact]));
  for (const copy of placed) {
    const { item, copyOf } = copy;
    if (copyOf !== undefined && !known.has(copyOf.region)) {
      known.set(copyOf.region, { ...copy, item: { ...item, region: copyOf.region, stamp: copyOf.stamp } });
    }
  }
  return [...known.values()].toSorted((left, right) => compareStamps(left.item.stamp, right.item.stamp));
}

export function copyHolders(placed: readonly PlacedOrCopy[]): readonly Region[] {
  return placed.filter((fact) => !isOriginal(fact)).map(({ item }) => item.region);
}

/** Whether its region took stock for it. */
export function isOriginal({ copyOf }: PlacedOrCopy): boolean {
  return copyOf === undefined;
}
