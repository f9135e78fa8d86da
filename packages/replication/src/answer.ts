/**
 * Answers to conflict: how writes of two regions about one record end, when neither region knew of the other. Whoever stores something
 * chooses one and says why it is enough, in the declaration of the kind; there is no kind of item without. An answer changes nothing that
 * is stored. It is what readers, tests and `docs/consistency.md` hold the kind to, and what a reviewer asks about first.
 */
import { assert } from "@tandem/kernel";

/** Every region may say it; a fold over all that has arrived, in any order, says what the record is. */
export interface Folded {
  readonly how: "folded";
  readonly why: string;
}

/** Of two edits of one field the later stamp wins; edits of different fields do not touch each other (`register.ts`). */
export interface LastWriterWinsPerField {
  readonly how: "last-writer-wins-per-field";
}

/** What is added stands until somebody who has seen it removes it; an add that a removal did not know of stays (`add-wins-set.ts`). */
export interface AddWins {
  readonly how: "add-wins";
}

/** What is set stands until a removal names it (`observed-remove-set.ts`). */
export interface ObservedRemove {
  readonly how: "observed-remove";
}

/** Each region spends its own share and never below zero (`escrow.ts`). */
export interface InEscrow {
  readonly how: "escrow";
}

/** Each region keeps its own beside the others', and readers see all of them: nothing is decided, so nothing is lost. */
export interface SideBySide {
  readonly how: "side-by-side";
  readonly why: string;
}

/** Only the region in its key ever reads it or writes it: there is no second writer, and `why` says so. */
export interface OwnRegionOnly {
  readonly how: "own-region-only";
  readonly why: string;
}

export type FactAnswer = Folded | AddWins | ObservedRemove | SideBySide | OwnRegionOnly;
export type FragmentAnswer = LastWriterWinsPerField | SideBySide | OwnRegionOnly;
export type CounterAnswer = InEscrow | SideBySide | OwnRegionOnly;
export type Answer = FactAnswer | FragmentAnswer | CounterAnswer;

/** `why` says what the fold makes of two regions that say it both. */
export function folded(why: string): Folded {
  return { how: "folded", why: reason(why) };
}

export function lastWriterWinsPerField(): LastWriterWinsPerField {
  return { how: "last-writer-wins-per-field" };
}

export function addWins(): AddWins {
  return { how: "add-wins" };
}

export function observedRemove(): ObservedRemove {
  return { how: "observed-remove" };
}

export function inEscrow(): InEscrow {
  return { how: "escrow" };
}

export function sideBySide(why: string): SideBySide {
  return { how: "side-by-side", why: reason(why) };
}

export function ownRegionOnly(why: string): OwnRegionOnly {
  return { how: "own-region-only", why: reason(why) };
}

function reason(why: string): string {
  assert(why.trim() !== "", "an answer to conflict says why it is enough");
  return why;
}
