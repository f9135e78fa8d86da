/**
 * Two transactions that write one item at the same moment: DynamoDB cancels one of them, whatever their conditions say, and its client has
 * to come again. Nothing of it was done.
 */
import { Fault, fraction, type Random, type Region } from "@tandem/kernel";
import type { Commit } from "@tandem/replication";

/** A transaction is under way for some milliseconds. */
const UNDER_WAY_MS = 8;
/** Of two that meet, one is cancelled as often as not. */
const CANCELLED_CHANCE = 0.5;

export interface TransactionConflicts {
  /** Why the commit that arrives now is cancelled, if it is; `chance` is its own. */
  met(commit: Commit, chance: Random): Fault | undefined;
}

export function createTransactionConflicts(region: Region, nowMs: () => number): TransactionConflicts {
  let sinceMs = nowMs();
  let written = new Set<string>();
  let writtenBefore = new Set<string>();

  /** Two spans of time are kept: what was written within the last one, and not much longer ago. */
  function forget(): void {
    const passedMs = nowMs() - sinceMs;
    if (passedMs < UNDER_WAY_MS) return;
    writtenBefore = passedMs < 2 * UNDER_WAY_MS ? written : new Set();
    written = new Set();
    sinceMs = nowMs();
  }

  return {
    met({ id, writes }, chance) {
      forget();
      const keys = writes.map(({ key }) => `${key.partition} ${key.sort}`);
      const isMet = keys.some((key) => written.has(key) || writtenBefore.has(key));
      for (const key of keys) written.add(key);
      if (!isMet || fraction(chance) >= CANCELLED_CHANCE) return undefined;
      const message = `commit ${id}: another transaction is writing the same items of ${region} (simulated)`;
      return new Fault({ code: "contended", message, retryable: true, mayBeDone: false });
    },
  };
}
