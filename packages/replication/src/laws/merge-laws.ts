/**
 * What a merge owes, whoever wrote it: regions that have heard the same agree, in whatever order and however often they heard it. One call
 * tests a merge of a product's own:
 *
 *     describe("a cart", () => mergeLaws({ states: drawCart, join: joinCarts }));
 *
 * States are drawn from seeds, from few values, so that equal ones meet; a law that breaks says the seed and the states.
 */
import { isDeepStrictEqual } from "node:util";
import type { Random } from "@tandem/kernel";
import { it } from "vitest";
import { expectLaw, type LawOf, lawsBrokenBy, throughSeeds } from "./law-of.ts";

/** Draws of each law: enough for the rarest of few values to meet, and still milliseconds. */
const SEEDS = 300;

export interface Merge<State> {
  /** A state that some region could hold. */
  readonly states: (random: Random) => State;
  readonly join: (left: State, right: State) => State;
  /** Deep equality by default; maps, sets and members in any order. */
  readonly isSame?: (left: State, right: State) => boolean;
  /** What somebody does to a state that he holds, if that is more than joining. */
  readonly edit?: (state: State, random: Random) => State;
  /** Whether all that the lesser says is in the greater; by default, whether joining it adds nothing. */
  readonly isAtMost?: (lesser: State, greater: State) => boolean;
}

export type MergeLaw = "total" | "unchanged" | "commutative" | "associative" | "idempotent" | "inflationary";

/** Declares one test a law. */
export function mergeLaws<State>(merge: Merge<State>): void {
  for (const law of lawsOf<State>()) it(`${law.name}: ${law.promise}`, () => throughSeeds(law, merge));
}

/** The laws that a merge breaks: for showing that a wrong one is found. */
export function mergeLawsBrokenBy<State>(merge: Merge<State>): readonly MergeLaw[] {
  return lawsBrokenBy(lawsOf<State>(), merge);
}

function lawsOf<State>(): readonly LawOf<Merge<State>, MergeLaw>[] {
  return [
    {
      name: "total",
      promise: "any two states have a join, which can be joined again",
      seeds: SEEDS,
      holds(merge, random) {
        const [a, b] = [merge.states(random), merge.states(random)];
        const joined = merge.join(a, b);
        expectLaw(joined !== undefined && merge.join(joined, a) !== undefined, { a, b, joined });
      },
    },
    {
      name: "unchanged",
      promise: "a join leaves what it joins as it was",
      seeds: SEEDS,
      holds(merge, random) {
        const [a, b] = [merge.states(random), merge.states(random)];
        const before = structuredClone([a, b]);
        merge.join(a, b);
        expectLaw(isDeepStrictEqual([a, b], before), { before, after: [a, b] });
      },
    },
    {
      name: "commutative",
      promise: "it does not matter which of two came first",
      seeds: SEEDS,
      holds(merge, random) {
        const [a, b] = [merge.states(random), merge.states(random)];
        expectSame(merge, { of: { a, b }, left: merge.join(a, b), right: merge.join(b, a) });
      },
    },
    {
      name: "associative",
      promise: "it does not matter who joined what before",
      seeds: SEEDS,
      holds(merge, random) {
        const [a, b, c] = [merge.states(random), merge.states(random), merge.states(random)];
        const left = merge.join(merge.join(a, b), c);
        expectSame(merge, { of: { a, b, c }, left, right: merge.join(a, merge.join(b, c)) });
      },
    },
    {
      name: "idempotent",
      promise: "to hear it again changes nothing",
      seeds: SEEDS,
      holds(merge, random) {
        const [a, b] = [merge.states(random), merge.states(random)];
        const joined = merge.join(a, b);
        expectSame(merge, { of: { a }, left: merge.join(a, a), right: a });
        expectSame(merge, { of: { a, b }, left: merge.join(joined, b), right: joined });
      },
    },
    {
      name: "inflationary",
      promise: "neither a join nor an edit takes back what was known",
      seeds: SEEDS,
      holds(merge, random) {
        const [a, b] = [merge.states(random), merge.states(random)];
        const { isAtMost = (lesser: State, greater: State) => addsNothing(merge, { lesser, greater }) } = merge;
        const joined = merge.join(a, b);
        expectLaw(isAtMost(a, joined) && isAtMost(b, joined), { a, b, joined });
        const edited = merge.edit?.(a, random) ?? a;
        expectLaw(isAtMost(a, edited), { a, edited });
      },
    },
  ];
}

function addsNothing<State>(merge: Merge<State>, of: { readonly lesser: State; readonly greater: State }): boolean {
  const { lesser, greater } = of;
  return isSameIn(merge, merge.join(greater, lesser), greater) && isSameIn(merge, merge.join(lesser, greater), greater);
}

function isSameIn<State>(merge: Merge<State>, left: State, right: State): boolean {
  return (merge.isSame ?? isDeepStrictEqual)(left, right);
}

function expectSame<State>(
  merge: Merge<State>,
  found: { readonly of: object; readonly left: State; readonly right: State },
): void {
  const { of, left, right } = found;
  expectLaw(isSameIn(merge, left, right), { ...of, left, right });
}
