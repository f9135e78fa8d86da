/**
 * Stops asking somebody who does not answer, so that not everyone waits for a time-out to learn what the last few have learned. It compares
 * times and has no timer: between two invocations a Lambda environment stands still, and a timer would stand still with it. Times come
 * as arguments, from a clock that never goes back.
 */

export interface BreakerSettings {
  /** So many failures in a row, and nobody is let through. */
  readonly failuresMax: number;
  /** ... for so long; then one is let through to try. */
  readonly openMs: number;
  /** A trial of which nothing is heard in this time is over: whoever made it may have been frozen or ended. */
  readonly trialMs: number;
}

export interface Breaker {
  /** Whether to call now. Whoever is told yes says how it went. */
  admits(elapsedMs: number): boolean;
  succeeded(): void;
  failed(elapsedMs: number): void;
}

export function createBreaker({ failuresMax, openMs, trialMs }: BreakerSettings): Breaker {
  let failuresInARow = 0;
  let refusesUntilMs = Number.NEGATIVE_INFINITY;
  return {
    admits(elapsedMs) {
      if (failuresInARow < failuresMax) return true;
      if (elapsedMs < refusesUntilMs) return false;
      // This one is the trial: the others are told no until it is heard of.
      refusesUntilMs = elapsedMs + trialMs;
      return true;
    },
    succeeded() {
      failuresInARow = 0;
    },
    failed(elapsedMs) {
      failuresInARow += 1;
      if (failuresInARow >= failuresMax) refusesUntilMs = elapsedMs + openMs;
    },
  };
}
