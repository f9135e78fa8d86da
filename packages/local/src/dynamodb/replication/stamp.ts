/**
 * The hidden stamp of a write: when the replica endpoint took it, and in which region. The later one wins, item by item,
 * and nobody is told; equal times are settled by the region's name, so that every replica settles alike.
 */
import type { Region } from "@tandem/kernel";

export interface Stamp {
  /** Microseconds since 1970, whole; 2^53 of them last until the year 2255. */
  readonly us: number;
  readonly region: Region;
}

/** Whether a write with stamp `one` replaces what was written with stamp `other`. An equal stamp is the same write. */
export function isNewer(one: Stamp, other: Stamp): boolean {
  return one.us === other.us ? one.region > other.region : one.us > other.us;
}
