import { region } from "@tandem/kernel";
import fc from "fast-check";
import { expect, it } from "vitest";
import {
  compareStamps,
  formatStamp,
  isStamp,
  parseStamp,
  STAMP_COUNTER_MAX,
  type Stamp,
  stampMs,
  stampTime,
} from "./stamp.ts";

const EAST = region("us-east-1");
const parts = fc.record({
  ms: fc.integer({ min: 0, max: Date.UTC(9999, 11, 31, 23, 59, 59, 999) }),
  counter: fc.integer({ min: 0, max: STAMP_COUNTER_MAX }),
  region: fc.constantFrom(...["ap-southeast-1", "ap-southeast-2", "us-east-1", "us-west-2"].map(region)),
});

it("a stamp is written so that a person can read it", () => {
  const stamp = formatStamp({ ms: 1_795_274_427_123, counter: 0xa3, region: EAST });

  expect(stamp).toBe("2026-11-21T15:20:27.123Z/00a3/us-east-1");
  expect(stampTime(stamp)).toBe("2026-11-21T15:20:27.123Z");
  expect(stampMs(stamp)).toBe(1_795_274_427_123);
});

it("a stamp is read as it was written", () => {
  fc.assert(
    fc.property(parts, (written) => {
      expect(parseStamp(formatStamp(written))).toEqual(written);
    }),
  );
});

it("the order of the strings is the order of time, then counter, then region", () => {
  const near = fc.tuple(parts, parts, fc.nat(2)).map(([left, right, same]) => {
    // Most of any two stamps differ in time alone: half of what the order says would never be looked at.
    const shared = [{}, { ms: left.ms }, { ms: left.ms, counter: left.counter }][same];
    return [left, { ...right, ...shared }] as const;
  });
  fc.assert(
    fc.property(near, ([left, right]) => {
      const byRegion = left.region < right.region ? -1 : left.region > right.region ? 1 : 0;
      const expected = Math.sign(left.ms - right.ms || left.counter - right.counter || byRegion);
      const order = compareStamps(formatStamp(left), formatStamp(right));
      expect(order).toBe(expected);
      expect(compareStamps(formatStamp(right), formatStamp(left))).toBe(-expected + 0);
    }),
    { numRuns: 1_000 },
  );
});

it("what is no stamp is not taken for one", () => {
  for (const value of [
    undefined,
    7,
    "",
    "2026-11-21T15:20:27.123Z",
    "2026-11-21T15:20:27.123Z/00A3/us-east-1",
    "2026-11-21T15:20:27Z/00a3/us-east-1",
    " 2026-11-21T15:20:27.123Z/00a3/us-east-1",
  ]) {
    expect(isStamp(value)).toBe(false);
    expect(() => parseStamp(value as Stamp)).toThrow("not a stamp");
  }
});

it("a counter out of range and a year of five digits are mistakes", () => {
  expect(() => formatStamp({ ms: 0, counter: STAMP_COUNTER_MAX + 1, region: EAST })).toThrow("out of range");
  expect(() => formatStamp({ ms: 0, counter: -1, region: EAST })).toThrow("out of range");
  expect(() => formatStamp({ ms: Date.UTC(10_000, 0), counter: 0, region: EAST })).toThrow("four digits");
});
