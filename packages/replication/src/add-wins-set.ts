/**
 * An add-wins set of keyed adds: a cart. Each add has an id made from its idempotency key, so an add that arrives in two regions, or twice,
 * is one add, and its quantity is part of it: nothing is counted up and down, and so nothing is counted twice. A removal names the adds it
 * has seen; one that was made elsewhere meanwhile stays, which is the mistake a customer can see and mend. It is an observed-remove set
 * and converges as one: both of its halves only grow.
 */
import {
  type Added,
  joinObservedRemoveSets,
  type ObservedRemoveSet,
  observedRemoveSet,
  standing,
} from "./observed-remove-set.ts";

export type AddWinsSet<T> = ObservedRemoveSet<T>;

export function addWinsSet<T>(adds: readonly Added<T>[], removedIds: Iterable<string>): AddWinsSet<T> {
  return observedRemoveSet(adds, removedIds);
}

export function joinAddWinsSets<T>(left: AddWinsSet<T>, right: AddWinsSet<T>): AddWinsSet<T> {
  return joinObservedRemoveSets(left, right);
}

/** The adds that stand, by stamp. */
export function livingAdds<T>(set: AddWinsSet<T>): readonly Added<T>[] {
  return standing(set);
}

/** The ids that a removal of all living adds with such a value names: exactly what its maker has seen. */
export function observedAdds<T>(set: AddWinsSet<T>, isRemoved: (value: T) => boolean): readonly string[] {
  return livingAdds(set).flatMap(({ id, value }) => (isRemoved(value) ? [id] : []));
}

export interface DifferingAdds<T> {
  readonly id: string;
  /** The one with the lowest stamp, which counts. */
  readonly winner: Added<T>;
  readonly losers: readonly Added<T>[];
}

/** Adds of one id that do not say the same, removed or not: one key was used for two things. */
export function differingAdds<T>(
  set: AddWinsSet<T>,
  isSame: (left: T, right: T) => boolean,
): readonly DifferingAdds<T>[] {
  return [...set.added].flatMap(([id, [winner, ...others]]) => {
    if (winner === undefined) return [];
    const losers = others.filter(({ value }) => !isSame(value, winner.value));
    return losers.length === 0 ? [] : [{ id, winner, losers }];
  });
}
