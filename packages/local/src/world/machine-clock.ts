/** The real clock, made once by whoever starts a world that is not told another. */
import type { Clock } from "@tandem/kernel";

export function createMachineClock(): Clock {
  return { nowMs: () => Date.now(), elapsedMs: () => performance.now() };
}
