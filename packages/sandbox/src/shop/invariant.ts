/** An invariant is one promise, in one sentence, and a judge that reads a history and tells where it was broken. */
import { type Evidence, evidenceOf } from "./evidence.ts";
import type { History } from "./history.ts";

export interface Invariant {
  readonly name: string;
  /** What a customer or an operator may rely on. */
  readonly promise: string;
  breaches(evidence: Evidence): readonly Breach[];
}

export interface Breach {
  /** What was seen, and what it should have been. */
  readonly says: string;
  /** The order or product it is about, for telling its story. */
  readonly about: string | undefined;
}

export interface Violation extends Breach {
  readonly invariant: string;
}

/** Everything in a history that breaks a promise; nothing, if all is well. */
export function judge(history: History, invariants: readonly Invariant[]): readonly Violation[] {
  const evidence = evidenceOf(history);
  return invariants.flatMap((invariant) =>
    invariant.breaches(evidence).map((breach) => ({ invariant: invariant.name, ...breach })),
  );
}
