/**
 * A fold of facts as a table: for every subset of the facts that there can be, what the record then is. A region may hold any subset, since
 * each fact arrives by itself; so a table with a line missing does not compile, and there is no order of arrival to think of. It converges
 * because a set of facts only grows, and the same set gives the same line.
 *
 *     const STATUS = foldTable({
 *       facts: ["PAID", "DECLINED"],
 *       says: { "-": "placed", PAID: "paid", DECLINED: "declined", "PAID DECLINED": "refund-due" },
 *     });
 *     STATUS.of(["DECLINED", "PAID"]);
 */
import { assert, must } from "@tandem/kernel";

/** Each fact doubles the table: beyond this nobody reads it. */
export const FOLD_FACTS_MAX = 6;
/** What the line for no fact at all is called. */
const NONE = "-";

/** The names of all subsets, each in the order of the list: `-`, `PAID`, `DECLINED`, `PAID DECLINED`. */
export type Subset<Facts extends readonly string[]> = Facts extends readonly [
  infer First extends string,
  ...infer Others extends readonly string[],
]
  ? Subset<Others> | Joined<First, Subset<Others>>
  : typeof NONE;
type Joined<First extends string, Rest extends string> = Rest extends typeof NONE ? First : `${First} ${Rest}`;

export interface FoldTable<Result> {
  readonly facts: readonly string[];
  /** What a record with these facts is; repetitions and facts that the table does not know change nothing. */
  of(facts: Iterable<string>): Result;
  /** Every line, from no facts to all: to be published, and to be tested. */
  readonly lines: readonly FoldLine<Result>[];
}

export interface FoldLine<Result> {
  readonly facts: readonly string[];
  readonly result: Result;
}

/** A result for every subset, and for nothing else. */
type Says<Facts extends readonly string[], Lines> = Lines & {
  readonly [Name in Exclude<keyof Lines, Subset<Facts>>]: never;
};

export function foldTable<
  const Facts extends readonly string[],
  const Lines extends { readonly [Name in Subset<Facts>]: unknown },
>(table: { readonly facts: Facts; readonly says: Says<Facts, Lines> }): FoldTable<Lines[keyof Lines]> {
  type Result = Lines[keyof Lines];
  const { facts } = table;
  assert(facts.length <= FOLD_FACTS_MAX, `a fold table has at most ${FOLD_FACTS_MAX} facts, not ${facts.length}`);
  const says = new Map(Object.entries<Result>(table.says));
  const lines = subsetsOf(facts).map((subset) => ({ facts: subset, result: lineOf(says, subset) }));
  return {
    facts,
    lines,
    of(present) {
      const known = new Set(present);
      return lineOf(
        says,
        facts.filter((name) => known.has(name)),
      );
    },
  };
}

function lineOf<Result>(says: ReadonlyMap<string, Result>, subset: readonly string[]): Result {
  const name = subset.length === 0 ? NONE : subset.join(" ");
  return must(says.get(name), `a fold says nothing for ${name}`);
}

/** By how many facts they have, and then in the order of the list. */
function subsetsOf(facts: readonly string[]): readonly (readonly string[])[] {
  const all = Array.from({ length: 1 << facts.length }, (_, bits) => facts.filter((_, index) => (bits >> index) & 1));
  return all.toSorted((left, right) => left.length - right.length);
}
