/** How an invariant proves itself: a history breaks it and no other, and passes once it is switched off. */
import type { History } from "../history.ts";
import { type Invariant, judge } from "../invariant.ts";
import { INVARIANTS } from "../invariants/all.ts";

export interface Proof {
  /** Which promises the history breaks, each once. */
  readonly broken: readonly string[];
  /** What is still said when the one invariant is switched off. */
  readonly withoutIt: readonly string[];
}

export function proofOf(invariant: Invariant, history: History): Proof {
  const others = INVARIANTS.filter((other) => other !== invariant);
  return {
    broken: [...new Set(judge(history, INVARIANTS).map((violation) => violation.invariant))],
    withoutIt: judge(history, others).map(({ says }) => says),
  };
}

/** What `proofOf` gives for an invariant that holds alone. */
export function only({ name }: Invariant): Proof {
  return { broken: [name], withoutIt: [] };
}
