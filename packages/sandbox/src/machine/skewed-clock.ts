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
  let gainPpm = 0;

  /** How far this clock has come since then. Whole numbers only: a sum of parts may differ from one that is made at once. */
  function passedMs(): number {
    const trueMs = machine.nowMs() - sinceMs;
    return trueMs + Math.floor((trueMs * gainPpm) / MILLION);
  }

  /** Makes this moment the one that is counted from. */
  function settle(): void {
    const ms = passedMs();
    wallMs += ms;
    elapsedMs += ms;
    sinceMs = machine.nowMs();
  }

  return {
    nowMs: () => wallMs + passedMs(),
    elapsedMs: () => elapsedMs + passedMs(),
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
      gainPpm = partsPerMillion;
    },
    heal() {
      settle();
      wallMs = machine.nowMs();
      gainPpm = 0;
    },
  };
}
