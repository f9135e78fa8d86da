/**
 * A clock as a machine in a data centre has it: it drifts, is stepped by a bad time server, also backwards, and is set right again. Elapsed
 * time never goes back, whatever the wall clock does.
 */
import { assert, type Clock } from "@tandem/kernel";
import type { Machine } from "./machine.ts";

export interface SkewedClock extends Clock {
  /** Moves the wall clock at once, forwards or backwards. */
  step(ms: number): void;
  /** From now on it gains this many parts of a million (loses, if negative). */
  drift(partsPerMillion: number): void;
  /** Shows true time again, and keeps it. Elapsed time goes on from where it is. */
  heal(): void;
}

/** A clock that stands still or runs backwards is a step, not a drift. */
const DRIFT_PPM_MAX = 500_000;
const MILLION = 1_000_000;

export function createSkewedClock(machine: Pick<Machine, "nowMs">): SkewedClock {
  let sinceMs = machine.nowMs();
  let wallMs = sinceMs;
  let elapsedMs = 0;
  let rate = 1;

  /** Makes this moment the one that is counted from. */
  function settle(): void {
    const passedMs = (machine.nowMs() - sinceMs) * rate;
    wallMs += passedMs;
    elapsedMs += passedMs;
    sinceMs = machine.nowMs();
  }

  return {
    nowMs: () => Math.floor(wallMs + (machine.nowMs() - sinceMs) * rate),
    elapsedMs: () => Math.floor(elapsedMs + (machine.nowMs() - sinceMs) * rate),
    step(ms) {
      settle();
      wallMs += ms;
    },
    drift(partsPerMillion) {
      assert(
        Math.abs(partsPerMillion) <= DRIFT_PPM_MAX,
        `a clock drifts by at most ${DRIFT_PPM_MAX} parts of a million`,
      );
      settle();
      rate = 1 + partsPerMillion / MILLION;
    },
    heal() {
      settle();
      wallMs = machine.nowMs();
      rate = 1;
    },
  };
}
