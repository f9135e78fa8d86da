/**
 * A register holds one value and the stamp of its last edit; a record of registers answers conflict field by field: of two
 * edits of one field the later stamp wins, and edits of different fields never touch each other. Merging takes the
 * maximum of a total order, field by field, so it is commutative, associative and idempotent: the regions agree whatever
 * order the fragments arrive in.
 */
import type { Json } from "./item.ts";
import { compareStamps, type Stamp } from "./stamp.ts";

export type Register<T extends Json> = { readonly value: T; readonly stamp: Stamp };

/** Fields by name; a field that nobody has set is absent. */
export type Registers<T extends { readonly [name: string]: Json }> = { readonly [K in keyof T]?: Register<T[K]> };

/** The later of two edits. Two different values under one stamp cannot come from one region; the text breaks the tie. */
export function later<T extends Json>(left: Register<T>, right: Register<T>): Register<T> {
  const order = compareStamps(left.stamp, right.stamp);
  if (order !== 0) return order > 0 ? left : right;
  return JSON.stringify(left.value) >= JSON.stringify(right.value) ? left : right;
}

export function mergeRegisters<T extends { readonly [name: string]: Json }>(
  fragments: readonly Registers<T>[],
): Registers<T> {
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

/** `fields` with those values of `edits` that say something new, each under `stamp`; undefined if none does. */
export function editRegisters<T extends { readonly [name: string]: Json }>(
  fields: Registers<T>,
  edits: { readonly [K in keyof T]?: T[K] },
  stamp: Stamp,
): Registers<T> | undefined {
  const edited: { [K in keyof T]?: Register<T[K]> } = { ...fields };
  let changed = false;
  for (const name of Object.keys(edits) as (keyof T)[]) {
    const value = edits[name];
    if (value === undefined || JSON.stringify(fields[name]?.value) === JSON.stringify(value)) continue;
    edited[name] = { value, stamp };
    changed = true;
  }
  return changed ? edited : undefined;
}

/** The highest stamp among the fields: what an edit made after reading them must be above. */
export function newestEdit<T extends { readonly [name: string]: Json }>(fields: Registers<T>): Stamp | undefined {
  const stamps = Object.values(fields).flatMap((register) => (register === undefined ? [] : [register.stamp]));
  return stamps.toSorted(compareStamps).at(-1);
}
