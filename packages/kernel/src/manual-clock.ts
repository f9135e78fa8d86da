/** A clock that moves only when told: for tests and for the simulation. */
import { assert } from "./assert.ts";
import type { Clock } from "./clock.ts";

export interface ManualClock extends Clock {
  advance(ms: number): void;
  /** Steps the wall clock, also backwards, as a bad time server would; elapsed time does not notice. */
  step(ms: number): void;
}

export function createManualClock(startMs = Date.UTC(2026, 0, 1)): ManualClock {
  let wallMs = startMs;
  let elapsedMs = 0;
  return {
    nowMs: () => wallMs,
    elapsedMs: () => elapsedMs,
    advance(ms) {
      assert(ms >= 0, "a clock advances; to go back, step it");
      wallMs += ms;
      elapsedMs += ms;
    },
    step(ms) {
      wallMs += ms;
    },
  };
}
