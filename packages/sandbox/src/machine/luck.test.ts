import { expect, it } from "vitest";
import { createLuck, fractionOf, luckOf, luckOfTime } from "./luck.ts";
import { forkedSeed } from "./seed.ts";

const COUNT = 16_000;
const BINS = 16;
/** Chi squared of 16 bins is above this once in a hundred thousand times. */
const CHI_SQUARED_MAX = 50;

/** How far the fractions are from being as many in each sixteenth. */
function unevenness(fractionAt: (index: number) => number): number {
  const bins = new Array<number>(BINS).fill(0);
  for (let index = 0; index < COUNT; index += 1) {
    const bin = Math.floor(fractionAt(index) * BINS);
    bins[bin] = (bins[bin] ?? 0) + 1;
  }
  const expected = COUNT / BINS;
  return bins.reduce((sum, count) => sum + ((count - expected) * (count - expected)) / expected, 0);
}

const stream = createLuck(7);
it.each<[string, (index: number) => number]>([
  ["one stream", () => stream.uint32() / 2 ** 32],
  ["many names", (index) => fractionOf(forkedSeed(7, `order ${index}, try 1`))],
  ["many parts of one", (index) => fractionOf(luckOf(7, index))],
  ["one part of many", (index) => fractionOf(luckOf(forkedSeed(7, `order ${index}`), 12_345))],
  ["many times of one", (index) => fractionOf(luckOfTime(7, index))],
])("every number is as likely as any other in %s", (_, fractionAt) => {
  expect(unevenness(fractionAt)).toBeLessThan(CHI_SQUARED_MAX);
});

it("the same luck is the same stream, and a part of it another", () => {
  const draws = (luck: number) => Array.from({ length: 4 }, createLuck(luck).uint32);

  expect(draws(9)).toEqual(draws(9));
  expect(draws(luckOf(9, 1))).not.toEqual(draws(luckOf(9, 2)));
  expect(draws(luckOfTime(9, 1))).not.toEqual(draws(luckOfTime(9, 2)));
});
