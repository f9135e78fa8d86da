/**
 * How long to wait before the next try: twice as long each time, up to a most, and then anything between half of that and
 * all of it, so that many who failed together do not come back together.
 */
import { fraction, type Random } from "@tandem/kernel";

export interface Backoff {
  readonly firstMs: number;
  readonly mostMs: number;
}

/** More would pass any `mostMs`, and what 32 bits hold. */
const DOUBLINGS_MAX = 30;

export function backoffMs(options: {
  readonly attempt: number;
  readonly backoff: Backoff;
  readonly random: Random;
}): number {
  const { attempt, backoff, random } = options;
  const wholeMs = Math.min(backoff.mostMs, backoff.firstMs * (1 << Math.min(attempt, DOUBLINGS_MAX)));
  return Math.ceil(wholeMs * (0.5 + fraction(random) / 2));
}
