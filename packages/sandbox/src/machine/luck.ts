/**
 * Luck that stays where it is. What befalls a piece of work is drawn from the work's own name, and not from a stream that others draw from as
 * well: when a failing history is made shorter by leaving out an operation, all that did not depend on it is as lucky as before.
 *
 * Each draw is one hash of a number that is counted up (splitmix), so that a stream costs nothing to begin and thousands may stand at once.
 */
import type { Random } from "@tandem/kernel";
import { mixed } from "./seed.ts";

/** A piece of work that somebody set out to do: one try of a request, one receipt of a message, one tick. */
export interface Errand {
  /** Unique in a history, and the same in a shorter one that still has it. */
  readonly name: string;
  /** Its seed: whatever befalls it is drawn from here. */
  readonly luck: number;
}

/** The fraction of two to the 32nd that is golden and odd: steps of it come by every number once. */
const STEP = 0x9e3779b9;
const UINT32_RANGE = 0x1_0000_0000;

export function createLuck(luck: number): Random {
  let state = luck | 0;
  return {
    uint32() {
      state = (state + STEP) | 0;
      return mixed(state);
    },
  };
}

/** The luck of one part of it: the same for ever for the same two, and unlike that of any other part. */
export function luckOf(luck: number, part: number): number {
  return mixed(mixed(luck ^ part) + STEP);
}

/** The luck of the thing that is done for the `count`th time. */
export function luckOfTime(luck: number, count: number): number {
  return mixed(luck + Math.imul(count, STEP));
}

/** A number from 0 (included) to 1 (excluded): the only draw of this luck. */
export function fractionOf(luck: number): number {
  return mixed((luck + STEP) | 0) / UINT32_RANGE;
}
