/**
 * A register holds one value and the stamp of its last edit; a record of registers answers conflict field by field: of two
 * edits of one field the later stamp wins, and edits of different fields never touch each other. Merging takes the
 * maximum of a total order, field by field, so it is commutative, associative and idempotent: the regions agree whatever
 * order the fragments arrive in. Each edit also says which ones it was made over, region by region, so that a loser who was
 * not seen (a conflict, which people are told of) is told from one who was (a succession).
 */
import { canonicalText } from "./canonical-text.ts";
import type { Json } from "./item.ts";
import { compareStamps, parseStamp, type Stamp } from "./stamp.ts";

export type Register<T extends Json> = {
  readonly value: T;
  readonly stamp: Stamp;
  /** The highest stamp of this field that the editor had seen, null for none; absent where an older version wrote it. */
  readonly over?: Stamp | null | undefined;
  /** What the editor had seen of this field, itself or through edits that had seen it; absent where an older version wrote it. */
  readonly seen?: SeenStamps | undefined;
};

/**
 * The highest stamp by region. One stamp for all would not do: an edit of one's own, which everybody has seen, may lie above an edit of
 * another region that nobody here has. Within one region each edit has seen those before it.
 */
export type SeenStamps = { readonly [region: string]: Stamp };

type Fields = { readonly [name: string]: Json };

/** Fields by name; a field that nobody has set is absent. */
export type Registers<T extends Fields> = { readonly [K in keyof T]?: Register<T[K]> };

/** The later of two edits. Two different values under one stamp cannot come from one region; the text breaks the tie. */
export function later<T extends Json>(left: Register<T>, right: Register<T>): Register<T> {
  const order = compareStamps(left.stamp, right.stamp);
  if (order !== 0) return order > 0 ? left : right;
  return canonicalText(left) >= canonicalText(right) ? left : right;
}

export function mergeRegisters<T extends Fields>(fragments: readonly Registers<T>[]): Registers<T> {
  const merged: { [K in keyof T]?: Register<T[K]> } = {};
  for (const fragment of fragments) {
    for (const name of Object.keys(fragment) as (keyof T)[]) {
      const theirs = fragment[name];
      if (theirs === undefined) continue;
      const ours = merged[name];
      merged[name] = ours === undefined ? theirs : later(ours, theirs);
    }
  }
  return merged;
}

/** `fragments` merged, with those values of `edits` that say something new, each under `stamp`; undefined if none does. */
export function editRegisters<T extends Fields>(
  fragments: readonly Registers<T>[],
  edits: { readonly [K in keyof T]?: T[K] },
  stamp: Stamp,
): Registers<T> | undefined {
  const fields = mergeRegisters(fragments);
  const edited: { [K in keyof T]?: Register<T[K]> } = { ...fields };
  let changed = false;
  for (const name of Object.keys(edits) as (keyof T)[]) {
    const value = edits[name];
    const before = fields[name];
    if (value === undefined || (before !== undefined && canonicalText(before.value) === canonicalText(value))) continue;
    edited[name] = { value, stamp, over: before?.stamp ?? null, seen: seenIn(fragments, name) };
    changed = true;
  }
  return changed ? edited : undefined;
}

/**
 * What the fragment of whoever edited holds then: `own`, with the fields that `edited` has under `stamp`. What others said is left to them. A
 * copy of it would replace what was said here before and lost by a merge, and then nobody who edits later could say that he had seen that.
 */
export function ownRegisters<T extends Fields>(own: Registers<T>, edited: Registers<T>, stamp: Stamp): Registers<T> {
  const held: { [K in keyof T]?: Register<T[K]> } = { ...own };
  for (const name of Object.keys(edited) as (keyof T)[]) {
    const register = edited[name];
    if (register?.stamp === stamp) held[name] = register;
  }
  return held;
}

/** The highest stamp among the fields: what an edit made after reading them must be above. */
export function newestEdit<T extends Fields>(fields: Registers<T>): Stamp | undefined {
  const stamps = Object.values(fields).flatMap((register) => (register === undefined ? [] : [register.stamp]));
  return stamps.toSorted(compareStamps).at(-1);
}

/** What whoever edits one field now has seen of it: all that stands, and all that those edits had seen. */
function seenIn<T extends Fields>(fragments: readonly Registers<T>[], name: keyof T): SeenStamps {
  const highest = new Map<string, Stamp>();
  for (const register of fragments.flatMap((fragment) => fragment[name] ?? [])) {
    for (const stamp of [register.stamp, ...Object.values(register.seen ?? {})]) {
      const { region } = parseStamp(stamp);
      const known = highest.get(region);
      if (known === undefined || compareStamps(known, stamp) < 0) highest.set(region, stamp);
    }
  }
  return Object.fromEntries([...highest].toSorted(([left], [right]) => (left < right ? -1 : 1)));
}
