/** Each law of merging, broken on purpose: a suite that no merge can fail proves nothing. */
import { below, type Random } from "@tandem/kernel";
import { expect, it } from "vitest";
import { type Merge, type MergeLaw, mergeLaws, mergeLawsBrokenBy } from "./merge-laws.ts";

const NUMBER = { states: (random: Random) => below(random, 5) };

mergeLaws({ ...NUMBER, join: Math.max, edit: (value) => value + 1 });

it.each<[string, Merge<number>, readonly MergeLaw[]]>([
  ["the larger, which keeps every law", { ...NUMBER, join: Math.max }, []],
  ["the sum: what is heard twice counts twice", { ...NUMBER, join: (a, b) => a + b }, ["idempotent", "inflationary"]],
  ["the last to arrive", { ...NUMBER, join: (_, b) => b }, ["commutative", "inflationary"]],
  ["the first to arrive", { ...NUMBER, join: (a) => a }, ["commutative", "inflationary"]],
  [
    "the mean: it matters who met whom first",
    { ...NUMBER, join: (a, b) => (a + b) / 2 },
    ["associative", "idempotent", "inflationary"],
  ],
  [
    "one that knows no way out",
    {
      ...NUMBER,
      join(a, b) {
        if (a + b === 0) throw new TypeError("nothing to join");
        return Math.max(a, b);
      },
    },
    ["total", "unchanged", "commutative", "associative", "idempotent", "inflationary"],
  ],
  [
    "the larger, but an edit takes away",
    { ...NUMBER, join: Math.max, edit: (value) => Math.max(0, value - 1) },
    ["inflationary"],
  ],
])("%s", (_, merge, broken) => {
  expect(mergeLawsBrokenBy(merge)).toEqual(broken);
});

it("a join that writes into what it is given is found", () => {
  const union: Merge<string[]> = {
    states: (random) => [String(below(random, 3))],
    join(left, right) {
      left.push(...right.filter((name) => !left.includes(name)));
      return left.toSorted();
    },
  };

  expect(mergeLawsBrokenBy(union)).toContain("unchanged");
});

it("an order of its own is asked where there is one", () => {
  const downwards = { ...NUMBER, join: Math.max, isAtMost: (lesser: number, greater: number) => lesser >= greater };

  expect(mergeLawsBrokenBy(downwards)).toEqual(["inflationary"]);
});
