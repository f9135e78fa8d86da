/**
 * The clock a replica stamps writes with: the wall clock, but never twice the same, never back, and never behind a stamp
 * that has been seen here. So a write made after a replicated one was applied is stamped above it, whatever the clocks of
 * the two regions say; without that a local write could be accepted here and lose everywhere else.
 */
import type { Clock, Region } from "@tandem/kernel";
import type { Stamp } from "./stamp.ts";

const US_PER_MS = 1_000;

export interface HybridClock {
  /** The stamp of the next write. */
  tick(): Stamp;
  /** Takes note of another replica's stamp. */
  observe(us: number): void;
  /** The highest stamp given or seen; a restart begins above it. */
  highest(): number;
}

export function createHybridClock(options: {
  readonly region: Region;
  readonly clock: Clock;
  readonly floorUs: number;
}): HybridClock {
  let highestUs = options.floorUs;
  return {
    tick() {
      highestUs = Math.max(highestUs + 1, options.clock.nowMs() * US_PER_MS);
      return { us: highestUs, region: options.region };
    },
    observe(us) {
      highestUs = Math.max(highestUs, us);
    },
    highest: () => highestUs,
  };
}
