/**
 * What the histories really met: how often each kind of fault struck and each hazard point was reached. A simulation that never
 * loses an answer proves nothing about lost answers, so what was never met is shown too.
 */

/** Counts by name. */
export type Counts = Readonly<Record<string, number>>;

export interface Coverage {
  readonly faults: Counts;
  readonly points: Counts;
  readonly operations: Counts;
}

export const NO_COVERAGE: Coverage = { faults: {}, points: {}, operations: {} };

export function addCoverage(one: Coverage, other: Coverage): Coverage {
  return {
    faults: addCounts(one.faults, other.faults),
    points: addCounts(one.points, other.points),
    operations: addCounts(one.operations, other.operations),
  };
}

/** Those of `names` that were never met. */
export function missingIn(counts: Counts, names: readonly string[]): readonly string[] {
  return names.filter((name) => (counts[name] ?? 0) === 0);
}

/** `lost answer 1204, throttled 311`, the most frequent first. */
export function describeCounts(counts: Counts): string {
  const entries = Object.entries(counts).toSorted(
    ([left, fewer], [right, more]) => more - fewer || (left < right ? -1 : 1),
  );
  return entries.length === 0 ? "none" : entries.map(([name, count]) => `${name} ${count}`).join(", ");
}

function addCounts(one: Counts, other: Counts): Counts {
  const sum: Record<string, number> = { ...one };
  for (const [name, count] of Object.entries(other)) sum[name] = (sum[name] ?? 0) + count;
  return sum;
}
