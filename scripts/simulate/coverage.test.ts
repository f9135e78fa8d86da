import { expect, test } from "vitest";
import { addCoverage, describeCounts, missingIn, NO_COVERAGE } from "./coverage.ts";

const one = { faults: { throttled: 2 }, points: { "after-charge": 1 }, operations: { "place order": 3 } };

test("coverage adds up, name by name", () => {
  const sum = addCoverage(addCoverage(NO_COVERAGE, one), { ...one, faults: { throttled: 1, "lost answer": 4 } });

  expect(sum).toEqual({
    faults: { throttled: 3, "lost answer": 4 },
    points: { "after-charge": 2 },
    operations: { "place order": 6 },
  });
});

test("what was never met is named", () => {
  expect(missingIn({ a: 1, b: 0 }, ["a", "b", "c"])).toEqual(["b", "c"]);
});

test("counts are told the most frequent first, and equals by name", () => {
  expect(describeCounts({ b: 1, c: 7, a: 1 })).toBe("c 7, a 1, b 1");
  expect(describeCounts({})).toBe("none");
});
