/**
 * How much of what can happen did happen: a simulation that finds nothing has looked at nothing, unless its counts say otherwise. Counts of
 * many histories add up.
 */
export interface Coverage {
  /** How often each named hazard point was passed. */
  readonly points: Readonly<Record<string, number>>;
  /** How often each kind of fault struck. */
  readonly faults: Readonly<Record<string, number>>;
}

export const NO_COVERAGE: Coverage = { points: {}, faults: {} };

export function addCoverage(left: Coverage, right: Coverage): Coverage {
  return { points: sum(left.points, right.points), faults: sum(left.faults, right.faults) };
}

/** By name, so that the same counts are always the same text. */
export function countsOf(counts: ReadonlyMap<string, number>): Readonly<Record<string, number>> {
  const names = [...counts.keys()].sort();
  return Object.fromEntries(names.map((name) => [name, counts.get(name) ?? 0]));
}

/** Counts one more, and says how many there are now. */
export function count(counts: Map<string, number>, name: string): number {
  const now = (counts.get(name) ?? 0) + 1;
  counts.set(name, now);
  return now;
}

function sum(left: Coverage["points"], right: Coverage["points"]): Coverage["points"] {
  const totals = new Map(Object.entries(left));
  for (const [name, more] of Object.entries(right)) totals.set(name, (totals.get(name) ?? 0) + more);
  return countsOf(totals);
}
