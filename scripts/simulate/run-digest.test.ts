import { expect, test } from "vitest";
import { createRunDigest } from "./run-digest.ts";

type Ended = readonly [place: number, seed: number, digest: string | undefined];

function digestOf(all: readonly Ended[]): string {
  const run = createRunDigest();
  for (const [place, seed, digest] of all) run.add(place, digest === undefined ? undefined : { seed, digest });
  return run.digest();
}

const ONE: readonly Ended[] = [
  [1, 7, "a"],
  [2, 8, "b"],
  [3, 9, "c"],
];

test("a run's digest does not depend on which history ended first, and on nothing else", () => {
  expect(digestOf(ONE.toReversed())).toBe(digestOf(ONE));
  expect(digestOf(ONE.slice(0, 2))).not.toBe(digestOf(ONE));
  expect(digestOf([...ONE.slice(0, 2), [3, 9, "d"]])).not.toBe(digestOf(ONE));
  expect(digestOf([...ONE.slice(0, 2), [3, 10, "c"]])).not.toBe(digestOf(ONE));
});

test("a history without a digest keeps no later one waiting, and one that never ended is passed over", () => {
  expect(digestOf([[1, 6, undefined], ...ONE.map(([place, seed, digest]) => [place + 1, seed, digest] as const)])).toBe(
    digestOf(ONE),
  );
  expect(digestOf(ONE.map(([place, seed, digest]) => [place + 1, seed, digest] as const))).toBe(digestOf(ONE));
});
