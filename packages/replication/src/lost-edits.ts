/**
 * The edits that a merge of registers had to decide against: people are told of them, since neither editor knew of the other. An edit that
 * was seen and then replaced is no conflict, whoever replaced it, and neither are two that say the same. What an editor had seen it says
 * region by region: by one highest stamp, an edit of one's own would hide all of the other regions that lie below it.
 */
import { canonicalText } from "./canonical-text.ts";
import type { Json } from "./item.ts";
import { mergeRegisters, type Register, type Registers, type SeenStamps } from "./register.ts";
import { compareStamps, parseStamp, type Stamp } from "./stamp.ts";

export interface LostEdit {
  readonly field: string;
  readonly winner: Register<Json>;
  /** Earlier than the winner, and seen neither by it nor by any other edit that stands. */
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
      const all: readonly Register<Json>[] = fragments.flatMap((fragment) => fragment[field] ?? []);
      const isReplaced = (register: Register<Json>) => all.some(({ seen }) => hasSeen(seen, register.stamp));
      const lost = all.filter((register) => isLost(register, winner) && !isReplaced(register));
      const losers = new Map(lost.map((register) => [register.stamp, register]));
      return [...losers.values()]
        .toSorted((left, right) => compareStamps(left.stamp, right.stamp))
        .map((loser) => ({ field, winner, loser }));
    });
}

/** What an older version wrote says one highest stamp or nothing of what it was made over: no more is claimed then. */
function isLost(register: Register<Json>, winner: Register<Json>): boolean {
  const { over, seen } = winner;
  if (register.stamp === winner.stamp || canonicalText(register.value) === canonicalText(winner.value)) return false;
  if (seen !== undefined) return true;
  return over === null || (over !== undefined && compareStamps(register.stamp, over) > 0);
}

function hasSeen(seen: SeenStamps | undefined, stamp: Stamp): boolean {
  const highest = seen?.[parseStamp(stamp).region];
  return highest !== undefined && compareStamps(stamp, highest) <= 0;
}
