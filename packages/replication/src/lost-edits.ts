/**
 * The edits that a merge of registers had to decide against: people are told of them, since neither editor knew of the other. An edit that
 * was seen and then replaced is no conflict, and neither are two that say the same. With three regions one can go unseen: an edit says the
 * highest stamp it was made over, not all of them.
 */
import { canonicalText } from "./canonical-text.ts";
import type { Json } from "./item.ts";
import { mergeRegisters, type Register, type Registers } from "./register.ts";
import { compareStamps, type Stamp } from "./stamp.ts";

export interface LostEdit {
  readonly field: string;
  readonly winner: Register<Json>;
  /** Later than everything that the winner was made over, and earlier than the winner. */
  readonly loser: Register<Json>;
}

/** Each lost edit once, by field and then by stamp, in however many fragments it stands. */
export function lostEdits<T extends { readonly [name: string]: Json }>(
  fragments: readonly Registers<T>[],
): readonly LostEdit[] {
  const winners: { readonly [field: string]: Register<Json> | undefined } = mergeRegisters(fragments);
  return Object.keys(winners)
    .toSorted()
    .flatMap((field) => {
      const winner = winners[field];
      if (winner === undefined) return [];
      const others = new Map<Stamp, Register<Json>>();
      for (const fragment of fragments) {
        const register: Register<Json> | undefined = fragment[field];
        if (register !== undefined && isLost(register, winner)) others.set(register.stamp, register);
      }
      const losers = [...others.values()].toSorted((left, right) => compareStamps(left.stamp, right.stamp));
      return losers.map((loser) => ({ field, winner, loser }));
    });
}

/** What an older version wrote does not say what it was made over: nothing is claimed then. */
function isLost(register: Register<Json>, winner: Register<Json>): boolean {
  const { over } = winner;
  if (over === undefined || register.stamp === winner.stamp) return false;
  const wasSeen = over !== null && compareStamps(register.stamp, over) <= 0;
  return !wasSeen && canonicalText(register.value) !== canonicalText(winner.value);
}
