/**
 * What a commit may do, shaped so that the laws cannot be broken through it: nothing here changes a fact, nothing gives a
 * fragment a time to live, and no number is added to without something in the same commit that a retry would find.
 */
import type { Data } from "./item.ts";
import type { Key } from "./key.ts";
import type { Stamp } from "./stamp.ts";

declare const declared: unique symbol;
/** Only a declared kind makes writes that store something (`item-kind.ts`): what nobody has declared does not compile. */
interface Declared {
  readonly [declared]: true;
}
/** A write before its kind vouches for it. */
export type Undeclared<W extends Declared> = Omit<W, typeof declared>;

/** Creates an item once; refused with what stands there if the key was ever used. */
export interface FactWrite extends Declared {
  readonly type: "fact";
  readonly key: Key;
  readonly v: number;
  readonly data: Data;
  readonly wake?: string;
  /** Seconds since 1970; set once, and the key is never used again. */
  readonly expiresAtS?: number;
}

/** Replaces this region's own item if its version is the one expected. */
export interface FragmentWrite extends Declared {
  readonly type: "fragment";
  readonly key: Key;
  readonly v: number;
  readonly data: Data;
  /** The `commitId` of the item that was read, or `"absent"`. */
  readonly expected: string;
  readonly wake?: string;
}

/**
 * Adds to numbers of this region's own item; an absent number is zero. What stands beside it is what a retry finds: a fact,
 * or a fragment that is not erased while a retry may come.
 */
export interface AdjustWrite extends Declared {
  readonly type: "adjust";
  readonly key: Key;
  readonly v: number;
  readonly by: { readonly [name: string]: Adjustment };
}

export interface Adjustment {
  /** A whole number, not zero. */
  readonly add: number;
  /** The commit is refused if the number would end below this. */
  readonly floor?: number;
}

/**
 * Removes this region's own item; nothing happens if it is absent. A retry may remove once more, so a key that is erased is
 * not used again for something else.
 */
export interface EraseWrite {
  readonly type: "erase";
  readonly key: Key;
}

/**
 * Changes nothing: the commit is refused with what stands at the key, if anything has arrived there. The one write that may
 * name another region's key, since it only looks; and it says no more than any condition does: not here, not yet.
 */
export interface AbsentCheck {
  readonly type: "absent";
  readonly key: Key;
}

export type Write = FactWrite | FragmentWrite | AdjustWrite | EraseWrite | AbsentCheck;

export interface Commit {
  /** Random; the same for every try of the same work, so that a lost answer is recognised. */
  readonly id: string;
  /** When it is done; above the stamp of everything it replaces. */
  readonly stamp: Stamp;
  readonly writes: readonly [Write, ...Write[]];
}
