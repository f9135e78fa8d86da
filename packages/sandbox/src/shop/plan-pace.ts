/**
 * When people come in one history: one by one or in rushes, within seconds or over days, and how soon somebody comes again. Regions that
 * are apart for a second and for four days are different matters: within days messages expire, providers forget keys, and two halves
 * of a shop go their own way.
 */
import { below, DAY_MS, HOUR_MS, MINUTE_MS, type Random, SECOND_MS } from "@tandem/kernel";
import { between, isLikely, oneOf } from "./chance.ts";

export interface Pace {
  /** All operations but repetitions begin within this time. */
  readonly spreadMs: number;
  /** Moments at which many come at once; without any, everybody comes at a time of his own. */
  readonly rushes: readonly number[];
  /** How long a rush lasts. */
  readonly rushMs: number;
  /** Somebody who comes again does so within one of these. */
  readonly repeatWithinMs: readonly number[];
  /** Between two ticks of a region until all is healed; as deployed, where it is undefined. */
  readonly tickMinutes: number | undefined;
}

/** One history in so many is of days. */
const LONG_RATE = 1 / 12;
/** Now and then longer than our queues keep a message, so that what is stranded in one is gone. */
const LONG_DAYS = [1, 2, 3, 5, 5, 20] as const;
/** A rush, a busy minute, and time enough for ticks, sweeps and walks between the operations. */
const SPREADS_MS = [3 * SECOND_MS, 60 * SECOND_MS, 600 * SECOND_MS] as const;
/** In one go from two regions at once; at once; or after as long as a message may take to be worked on. */
const REPEATS_MS = [3, 50, 2 * SECOND_MS, 40 * SECOND_MS] as const;
const LATE_REPEATS_MS = [HOUR_MS, DAY_MS, 3 * DAY_MS] as const;
/** Few enough that customers meet each other, many enough that each meets something else. */
const RUSHES = [10, 40] as const;
const RUSHES_OF_DAYS = [6, 16] as const;
/**
 * A history of days has about as many ticks as one of ten minutes has, so that it costs about as much. That is honest because no rule
 * counts ticks or trusts in a minute: each tick takes a bounded bite of what has become due by its own clock, a tick may fail or be
 * stopped in any history, and what a longer wait between two of them adds is lateness, which here is the point.
 */
const TICKS_OF_DAYS = [8, 24] as const;

export function drawPace(random: Random): Pace {
  return isLikely(random, LONG_RATE) ? drawDays(random) : drawMinutes(random);
}

/** The time of somebody who comes by himself, counted from the first moment anybody may. */
export function momentOf(random: Random, { spreadMs, rushes, rushMs }: Pace): number {
  if (rushes.length === 0) return between(random, [0, spreadMs]);
  return oneOf(random, rushes) + between(random, [0, rushMs]);
}

function drawMinutes(random: Random): Pace {
  const spreadMs = oneOf(random, SPREADS_MS);
  const rushCount = isLikely(random, 0.5) ? between(random, RUSHES) : 0;
  return {
    spreadMs,
    rushes: drawRushes(random, rushCount, spreadMs),
    rushMs: oneOf(random, [0, 20, SECOND_MS]),
    repeatWithinMs: REPEATS_MS,
    tickMinutes: undefined,
  };
}

/** People come in rushes, since whoever comes alone after hours starts every function anew, which costs much and tells little. */
function drawDays(random: Random): Pace {
  const spreadMs = oneOf(random, LONG_DAYS) * DAY_MS;
  return {
    spreadMs,
    rushes: drawRushes(random, between(random, RUSHES_OF_DAYS), spreadMs),
    rushMs: oneOf(random, [20, 60 * SECOND_MS]),
    repeatWithinMs: [...REPEATS_MS, ...LATE_REPEATS_MS],
    tickMinutes: Math.ceil(spreadMs / between(random, TICKS_OF_DAYS) / MINUTE_MS),
  };
}

function drawRushes(random: Random, count: number, spreadMs: number): readonly number[] {
  return Array.from({ length: count }, () => below(random, spreadMs));
}
