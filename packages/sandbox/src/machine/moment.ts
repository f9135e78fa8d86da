/**
 * What is left to chance in the present moment of a machine. Each step has luck of its own, which was drawn when somebody planned it, so that a
 * draw goes back from step to step to the errand it all began with: what has other causes has other luck.
 */
import type { Random } from "@tandem/kernel";
import { luckOf } from "./luck.ts";
import { forkedSeed, mixed } from "./seed.ts";

export interface Moment {
  readonly chance: Random;
  /** From now on it is drawn from the luck of this step. */
  enter(luck: number): void;
  /** Nobody's step is taken: whoever begins something now is as lucky as the time says. */
  leave(nowMs: number): void;
  /** What `act` leaves to chance, and what comes of the steps that it plans, is drawn from this luck. */
  by<T>(luck: number, act: () => T): T;
}

/** An odd number whose steps come by every other (splitmix). */
const STEP = 0x9e3779b9;

export function createMoment(seed: number, nowMs: number): Moment {
  const beginning = forkedSeed(seed, "beginning");
  let state = luckOf(beginning, nowMs);
  return {
    chance: {
      uint32() {
        state = (state + STEP) | 0;
        return mixed(state);
      },
    },
    enter(luck) {
      state = luck;
    },
    leave(laterMs) {
      state = luckOf(beginning, laterMs);
    },
    by(luck, act) {
      const before = state;
      state = luck;
      try {
        return act();
      } finally {
        state = before;
      }
    },
  };
}
