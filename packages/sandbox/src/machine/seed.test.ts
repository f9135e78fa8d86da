import { expect, it } from "vitest";
import { checkedSeed, forkedSeed, SEED_MAX } from "./seed.ts";

it("streams of a thousand names under a hundred seeds all differ", () => {
  const seeds = new Set<number>();
  for (let seed = 0; seed < 100; seed += 1) {
    for (let name = 0; name < 1_000; name += 1) seeds.add(forkedSeed(seed, `client ${name}`));
  }

  // Of 100,000 numbers of 32 bits about one pair is equal by chance.
  expect(seeds.size).toBeGreaterThan(99_990);
});

it("is the same for ever, since a failing history is kept as its seed", () => {
  expect([forkedSeed(0, ""), forkedSeed(42, "ties"), forkedSeed(SEED_MAX, "client 1")]).toEqual([
    2856213345, 4207873880, 2620320775,
  ]);
});

it("refuses what is no seed", () => {
  expect([checkedSeed(0), checkedSeed(SEED_MAX)]).toEqual([0, SEED_MAX]);
  expect(() => checkedSeed(SEED_MAX + 1)).toThrow("a seed is a whole number from 0 to 4294967295, not 4294967296");
});
