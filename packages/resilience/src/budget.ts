/**
 * How often somebody else may be asked: so many calls in a row, and so many a second from then on. Whatever makes callers ask more often, a
 * rush or somebody who guesses, costs the other side no more than this. Times come as arguments, from a clock that never goes back.
 */

export interface BudgetSettings {
  readonly callsPerSecond: number;
  /** What may be saved up while nobody asks. */
  readonly callsMost: number;
}

export interface Budget {
  /** Takes one call from the budget, or says that there is none. */
  spend(elapsedMs: number): boolean;
}

export function createBudget({ callsPerSecond, callsMost }: BudgetSettings): Budget {
  let left = callsMost;
  let countedAtMs: number | undefined;
  return {
    spend(elapsedMs) {
      const earned = ((elapsedMs - (countedAtMs ?? elapsedMs)) * callsPerSecond) / 1_000;
      left = Math.min(callsMost, left + earned);
      countedAtMs = elapsedMs;
      if (left < 1) return false;
      left -= 1;
      return true;
    },
  };
}
