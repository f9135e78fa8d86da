import { regionList } from "@tandem/kernel";
import { expect, test } from "vitest";
import { type Rehearsed, rehearsedText, totalText } from "./rehearsed-text.ts";

const CALM: Rehearsed = {
  seed: 7,
  regions: regionList(["us-east-1", "us-west-2"]),
  faults: [],
  badDay: { answered: 12, unheard: 1, skipped: [], broken: undefined, story: undefined },
  quietDay: [],
  replicas: [],
};

test("of a seed that went well some lines say what was done", () => {
  expect(rehearsedText(CALM).split("\n")).toEqual([
    "Seed 7 in us-east-1, us-west-2",
    "  bad day: 12 answers, 1 unheard; no fault",
    "    every promise was kept",
    "  quiet day: the same as simulated",
    "  replicas: the same as simulated",
  ]);
});

test("a broken promise comes with its story, a difference with both sides, and of many differences the first", () => {
  const difference = { about: "place-order 3", said: [["simulated", "201"] as const, ["on engines", "409"] as const] };
  const badDay = { ...CALM.badDay, skipped: ["meteor: none is at hand"], story: "it came to pass" };
  const broken = { promise: "charged once", why: "ord_1 was charged twice" };

  const text = rehearsedText({
    ...CALM,
    badDay: { ...badDay, broken },
    quietDay: Array.from({ length: 20 }, () => difference),
  });

  expect(text).toContain("not played: meteor: none is at hand");
  expect(text).toContain("breaks a promise: charged once\n    ord_1 was charged twice\nit came to pass");
  expect(text).toContain("20 differences\nplace-order 3\n  simulated: 201\n  on engines: 409\n");
  expect(text.match(/place-order 3/g)).toHaveLength(5);
  expect(text).toContain("and 15 more, which are not shown");
});

test("the last line counts seeds, and names those that differ as seeds", () => {
  const differing = { ...CALM, seed: 3, quietDay: [{ about: "place-order 3", said: [] }] };

  expect(totalText([CALM, differing], 2)).toBe("Rehearsed 2 of 2 seeds; these differ: seed 3.");
  expect(totalText([CALM], 1)).toBe("Rehearsed 1 of 1 seed; none of them differs.");
});
