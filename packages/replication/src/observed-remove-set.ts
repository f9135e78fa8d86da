/**
 * A set in which a removal takes away what it names, and nothing else: whoever removes names the entries he has seen, so one that was added
 * out of his sight stays. Both what was added and what was removed only grow, and joining takes the union of each, so it is commutative,
 * associative and idempotent. Whether an entry stands follows from the two unions: a removal may arrive before what it removes.
 *
 * Each entry has an id of its own, which never comes back; to add the same again is another entry.
 */
import { canonicalText } from "./canonical-text.ts";
import { compareStamps, type Stamp } from "./stamp.ts";

export interface Added<T> {
  readonly id: string;
  readonly stamp: Stamp;
  readonly value: T;
}

export interface ObservedRemoveSet<T> {
  /** All that was ever said under an id, the earliest first: as a rule the same, or one thing only. */
  readonly added: ReadonlyMap<string, readonly Added<T>[]>;
  readonly removed: ReadonlySet<string>;
}

export function observedRemoveSet<T>(added: readonly Added<T>[], removed: Iterable<string>): ObservedRemoveSet<T> {
  const byId = Map.groupBy(added, ({ id }) => id);
  return { added: new Map([...byId].map(([id, entries]) => [id, distinct(entries)])), removed: new Set(removed) };
}

export function joinObservedRemoveSets<T>(
  left: ObservedRemoveSet<T>,
  right: ObservedRemoveSet<T>,
): ObservedRemoveSet<T> {
  const added = [left, right].flatMap((set) => [...set.added.values()].flat());
  return observedRemoveSet(added, [...left.removed, ...right.removed]);
}

/** What was added and is not removed, by stamp and then by id; of two things said under one id the earliest. */
export function standing<T>(set: ObservedRemoveSet<T>): readonly Added<T>[] {
  const entries = [...set.added].flatMap(([id, said]) => (set.removed.has(id) ? [] : said.slice(0, 1)));
  return entries.toSorted(compareAdded);
}

function distinct<T>(entries: readonly Added<T>[]): readonly Added<T>[] {
  const sorted = entries.length === 1 ? entries : entries.toSorted(compareAdded);
  return sorted.filter((entry, index) => {
    const before = sorted[index - 1];
    return before === undefined || compareAdded(before, entry) !== 0;
  });
}

function compareAdded<T>(left: Added<T>, right: Added<T>): number {
  const order = compareStamps(left.stamp, right.stamp) || compareText(left.id, right.id);
  return order === 0 ? compareText(canonicalText(left.value), canonicalText(right.value)) : order;
}

function compareText(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
