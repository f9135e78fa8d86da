import { createSeededRandom } from "@tandem/kernel";
import { expect, it } from "vitest";
import { jitterMs } from "./full-jitter.ts";

it("a wait is anything from nothing to a bound that doubles with each try, up to a most", () => {
  const random = createSeededRandom(1);
  const waits = (tries: number) =>
    Array.from({ length: 1_000 }, () => jitterMs({ tries, firstMs: 10, mostMs: 35, random }));

  for (const [tries, bound] of [
    [1, 10],
    [2, 20],
    [3, 35],
    [60, 35],
  ] as const) {
    expect(Math.min(...waits(tries))).toBeGreaterThanOrEqual(0);
    expect(Math.max(...waits(tries))).toBeLessThan(bound);
    expect(Math.max(...waits(tries))).toBeGreaterThan(bound * 0.9);
  }
});
