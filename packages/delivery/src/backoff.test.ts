import { createSeededRandom } from "@tandem/kernel";
import fc from "fast-check";
import { expect, test } from "vitest";
import { backoffMs } from "./backoff.ts";

const BACKOFF = { firstMs: 5_000, mostMs: 900_000 };
const LOWEST = { uint32: () => 0 };
const HIGHEST = { uint32: () => 2 ** 32 - 1 };

test("a wait is between half and all of what doubles with each attempt, up to the most", () => {
  fc.assert(
    fc.property(fc.nat({ max: 5_000 }), fc.nat(), (attempt, seed) => {
      const wholeMs = Math.min(BACKOFF.mostMs, BACKOFF.firstMs * 2 ** attempt);
      const waitMs = backoffMs({ attempt, backoff: BACKOFF, random: createSeededRandom(seed) });

      expect(waitMs).toBeGreaterThanOrEqual(wholeMs / 2);
      expect(waitMs).toBeLessThanOrEqual(wholeMs);
      expect(Number.isSafeInteger(waitMs)).toBe(true);
    }),
  );
});

test("chance moves the wait over the whole of that range", () => {
  expect(backoffMs({ attempt: 0, backoff: BACKOFF, random: LOWEST })).toBe(2_500);
  expect(backoffMs({ attempt: 0, backoff: BACKOFF, random: HIGHEST })).toBe(5_000);
  expect(backoffMs({ attempt: 3, backoff: BACKOFF, random: HIGHEST })).toBe(40_000);
  expect(backoffMs({ attempt: 60, backoff: BACKOFF, random: HIGHEST })).toBe(900_000);
});
