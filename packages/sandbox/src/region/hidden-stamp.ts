/**
 * The hidden stamp of a write: when the replica's endpoint took it, and in which region. Nobody sees it, and the later one wins,
 * item by item; equal times are settled by the region's name, so that every replica settles alike. The endpoint's clock is
 * its own: it never gives a stamp twice, never goes back, and is never behind a stamp that it has seen arrive.
 */
import type { Region } from "@tandem/kernel";

export interface HiddenStamp {
  /** Microseconds since 1970, whole. */
  readonly us: number;
  readonly region: Region;
}

/** Whether a write with stamp `one` replaces what was written with stamp `other`. An equal stamp is the same write. */
export function isNewer(one: HiddenStamp, other: HiddenStamp): boolean {
  return one.us === other.us ? one.region > other.region : one.us > other.us;
}

export interface EndpointClock {
  /** The stamp of the next write. */
  tick(): HiddenStamp;
  /** Takes note of another endpoint's stamp. */
  observe(stamp: HiddenStamp): void;
}

const US_PER_MS = 1_000;

/** `nowMs` is what this endpoint believes; endpoints of two regions need not agree. */
export function createEndpointClock(region: Region, nowMs: () => number): EndpointClock {
  let highestUs = 0;
  return {
    tick() {
      highestUs = Math.max(highestUs + 1, Math.floor(nowMs()) * US_PER_MS);
      return { us: highestUs, region };
    },
    observe({ us }) {
      highestUs = Math.max(highestUs, us);
    },
  };
}
