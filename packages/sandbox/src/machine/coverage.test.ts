import { expect, it } from "vitest";
import { addCoverage, countsOf, NO_COVERAGE } from "./coverage.ts";

it("counts of many histories add up, name by name", () => {
  const one = { points: { "after-charge": 2 }, faults: { slow: 1, late: 3 } };
  const other = { points: { "after-charge": 1, "before-commit": 5 }, faults: { slow: 4 } };

  const sum = addCoverage(addCoverage(NO_COVERAGE, one), other);

  expect(sum).toEqual({ points: { "after-charge": 3, "before-commit": 5 }, faults: { slow: 5, late: 3 } });
});

it("the same counts are the same text, in whatever order they were counted", () => {
  const counts = countsOf(
    new Map([
      ["b", 1],
      ["a", 2],
    ] as const),
  );

  expect(JSON.stringify(counts)).toBe('{"a":2,"b":1}');
});
