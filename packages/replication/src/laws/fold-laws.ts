/**
 * What a fold over items owes: the same items give the same answer, in any order and however often each came, and there is an answer for
 * every part of them, since each arrives by itself. One call tests a fold of a product's own:
 *
 *     describe("an order", () => foldLaws({ items: drawOrderItems, fold: foldOrder }));
 *
 * "No record yet" is an answer; an exception is none.
 */
import { isDeepStrictEqual } from "node:util";
import { below, type Random } from "@tandem/kernel";
import { it } from "vitest";
import { drawSome, shuffled } from "./draw.ts";
import { expectLaw, type LawOf, lawsBrokenBy, throughSeeds } from "./law-of.ts";

/** Draws of each law; each tries every part of what was drawn. */
const SEEDS = 60;
/** Of so many items every subset is tried; of more, as many as these have. */
const SUBSET_ITEMS_MAX = 6;
const BATCHES = 4;

export interface Fold<Item, Result> {
  /** Items that may all have been written about one record, none twice. */
  readonly items: (random: Random) => readonly Item[];
  readonly fold: (items: readonly Item[]) => Result;
  /** Deep equality by default. */
  readonly isSame?: (left: Result, right: Result) => boolean;
  /** Where an answer only goes forward: whether `earlier`, which knew less, may become `later`. */
  readonly isForward?: (earlier: Result, later: Result) => boolean;
}

export type FoldLaw = "total" | "orderless" | "repeatable" | "batched" | "forward";

/** Declares one test a law. */
export function foldLaws<Item, Result>(fold: Fold<Item, Result>): void {
  for (const law of lawsOf<Item, Result>()) it(`${law.name}: ${law.promise}`, () => throughSeeds(law, fold));
}

/** The laws that a fold breaks: for showing that a wrong one is found. */
export function foldLawsBrokenBy<Item, Result>(fold: Fold<Item, Result>): readonly FoldLaw[] {
  return lawsBrokenBy(lawsOf<Item, Result>(), fold);
}

function lawsOf<Item, Result>(): readonly LawOf<Fold<Item, Result>, FoldLaw>[] {
  return [
    {
      name: "total",
      promise: "every part of what was written has an answer",
      seeds: SEEDS,
      holds({ items, fold }, random) {
        for (const part of partsOf(items(random), random)) fold(part);
      },
    },
    {
      name: "orderless",
      promise: "the order of arrival changes nothing",
      seeds: SEEDS,
      holds(fold, random) {
        for (const part of partsOf(fold.items(random), random)) {
          expectSame(fold, part, shuffled(random, part));
          expectSame(fold, part, part.toReversed());
        }
      },
    },
    {
      name: "repeatable",
      promise: "what arrives again changes nothing",
      seeds: SEEDS,
      holds(fold, random) {
        const items = fold.items(random);
        expectSame(fold, items, shuffled(random, [...items, ...drawSome(random, items)]));
      },
    },
    {
      name: "batched",
      promise: "it does not matter what was looked at before the rest came",
      seeds: SEEDS,
      holds(fold, random) {
        const items = fold.items(random);
        const inBatches = items.map((item) => ({ item, batch: below(random, BATCHES) }));
        const arrived: Item[] = [];
        for (let batch = 0; batch < BATCHES; batch += 1) {
          arrived.push(...inBatches.filter((each) => each.batch === batch).map(({ item }) => item));
          fold.fold(arrived);
        }
        expectSame(fold, items, arrived);
      },
    },
    {
      name: "forward",
      promise: "to learn more does not take an answer back",
      seeds: SEEDS,
      holds({ items, fold, isForward = () => true }, random) {
        const all = items(random);
        for (const part of partsOf(all, random)) {
          const [earlier, later] = [fold(part), fold(all)];
          expectLaw(isForward(earlier, later), { part, all, earlier, later });
        }
      },
    },
  ];
}

function partsOf<Item>(items: readonly Item[], random: Random): readonly (readonly Item[])[] {
  const count = 1 << Math.min(items.length, SUBSET_ITEMS_MAX);
  return Array.from({ length: count }, (_, bits) =>
    items.length <= SUBSET_ITEMS_MAX ? items.filter((_, index) => (bits >> index) & 1) : drawSome(random, items),
  );
}

function expectSame<Item, Result>(
  { fold, isSame = isDeepStrictEqual }: Fold<Item, Result>,
  one: readonly Item[],
  other: readonly Item[],
): void {
  const [left, right] = [fold(one), fold(other)];
  expectLaw(isSame(left, right), { one, other, left, right });
}
