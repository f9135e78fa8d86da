/** Each law of folding, broken on purpose. */
import type { Random } from "@tandem/kernel";
import { expect, it } from "vitest";
import { drawSome } from "./draw.ts";
import { type Fold, type FoldLaw, foldLaws, foldLawsBrokenBy } from "./fold-laws.ts";

const ITEMS = { items: (random: Random) => drawSome(random, [1, 2, 3, 4, 5]) };
const LARGEST = { ...ITEMS, fold: (items: readonly number[]) => Math.max(0, ...items) };

foldLaws({ ...LARGEST, isForward: (earlier, later) => earlier <= later });

it.each<[string, Fold<number, number | undefined>, readonly FoldLaw[]]>([
  ["the largest, which keeps every law", LARGEST, []],
  [
    "the sum: what comes twice counts twice",
    { ...ITEMS, fold: (items) => items.reduce((a, b) => a + b, 0) },
    ["repeatable"],
  ],
  ["the last to arrive", { ...ITEMS, fold: (items) => items.at(-1) }, ["orderless", "repeatable", "batched"]],
  [
    "the largest of what must not be empty",
    { ...ITEMS, fold: largestOfSome },
    ["total", "orderless", "batched", "forward"],
  ],
  ["the largest, where less was promised", { ...LARGEST, isForward: (a = 0, b = 0) => a >= b }, ["forward"]],
])("%s", (_, fold, broken) => {
  expect(foldLawsBrokenBy(fold)).toEqual(broken);
});

it("a fold that remembers what it was asked before is found", () => {
  let calls = 0;
  const counting = { ...ITEMS, fold: () => (calls += 1) };

  expect(foldLawsBrokenBy(counting)).toEqual(["orderless", "repeatable", "batched"]);
});

function largestOfSome(items: readonly number[]): number {
  if (items.length === 0) throw new TypeError("there is nothing");
  return Math.max(...items);
}
