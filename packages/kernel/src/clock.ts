/**
 * Time is an argument. `nowMs` is the wall clock, which may step and be wrong; `elapsedMs` only ever grows, and measures
 * how long something took. Rules take what they need of the two; only composition roots know a real clock.
 */
export interface Clock {
  /** Milliseconds since 1970-01-01T00:00:00Z, whole, as this machine believes. */
  nowMs(): number;
  /** Milliseconds since some fixed moment of this process; never goes back. */
  elapsedMs(): number;
}

export const SECOND_MS = 1_000;
export const MINUTE_MS = 60 * SECOND_MS;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

/** An instant as it is written in answers and items, e.g. `2026-11-21T15:20:27.123Z`. */
export function isoTime(ms: number): string {
  return new Date(ms).toISOString();
}
