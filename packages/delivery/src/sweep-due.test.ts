import fc from "fast-check";
import { expect, test } from "vitest";
import { isDue } from "./sweep.ts";

const POLICY = { graceMs: 30_000, askAgainMostMs: 900_000, depthMax: 100 };
const NOON_MS = Date.UTC(2026, 10, 21, 12);
const RUN_GAP_MS_MAX = 120_000;

const anyRuns = fc.array(fc.integer({ min: 1, max: RUN_GAP_MS_MAX }), { minLength: 1, maxLength: 200 }).map((gaps) => {
  let atMs = NOON_MS;
  return gaps.map((gap) => {
    atMs += gap;
    return atMs;
  });
});

/** When the queue was asked for work that waits since noon, by runs that know of each other. */
function asksDuring(runs: readonly number[]): readonly number[] {
  return runs.filter((nowMs, index) =>
    isDue(
      { notBeforeMs: NOON_MS, isPutOff: false },
      { nowMs, lastLookMs: index === 0 ? NOON_MS : runs[index - 1], policy: POLICY },
    ),
  );
}

test("work is never asked for within its grace, and first soon after", () => {
  fc.assert(
    fc.property(anyRuns, (runs) => {
      const [first] = asksDuring(runs);
      const expected = runs.find((nowMs) => nowMs >= NOON_MS + POLICY.graceMs);

      expect(first).toBe(expected);
    }),
  );
});

test("asks are never further apart than the most, and the time until the next run", () => {
  fc.assert(
    fc.property(anyRuns, (runs) => {
      const last = runs.at(-1) ?? NOON_MS;
      const asks = [...asksDuring(runs), last];

      for (let index = 1; index < asks.length; index += 1) {
        const gapMs = (asks[index] ?? 0) - (asks[index - 1] ?? 0);
        expect(gapMs).toBeLessThanOrEqual(POLICY.askAgainMostMs + RUN_GAP_MS_MAX);
      }
    }),
  );
});

test("the longer work waits the less often it is asked for: however many runs there are, the asks are few", () => {
  fc.assert(
    fc.property(anyRuns, (runs) => {
      const waitedMs = (runs.at(-1) ?? NOON_MS) - NOON_MS;
      const doublings = Math.max(0, Math.log2(waitedMs / POLICY.graceMs));

      expect(asksDuring(runs).length).toBeLessThanOrEqual(1 + doublings + waitedMs / POLICY.askAgainMostMs);
    }),
  );
});

test("an ask that was due before a look is due no more, and one more look never takes an ask away", () => {
  const wait = fc.integer({ min: 0, max: 4 * POLICY.askAgainMostMs });
  fc.assert(
    fc.property(fc.tuple(wait, wait, wait), (waits) => {
      const [first, middle, last] = waits.toSorted((left, right) => left - right).map((ms) => NOON_MS + ms);
      const due = (nowMs = 0, lastLookMs = 0): boolean =>
        isDue({ notBeforeMs: NOON_MS, isPutOff: false }, { nowMs, lastLookMs, policy: POLICY });

      expect(due(middle, middle)).toBe(false);
      expect(due(last, first)).toBe(due(middle, first) || due(last, middle));
    }),
  );
});

test("a process that has not looked before asks for all that is past its grace, and for nothing that lies ahead", () => {
  const at = { nowMs: NOON_MS, lastLookMs: undefined, policy: POLICY };

  expect(isDue({ notBeforeMs: NOON_MS - POLICY.graceMs, isPutOff: false }, at)).toBe(true);
  expect(isDue({ notBeforeMs: NOON_MS - POLICY.graceMs + 1, isPutOff: false }, at)).toBe(false);
  expect(isDue({ notBeforeMs: NOON_MS + 1, isPutOff: false }, at)).toBe(false);
});

test("work that was put off is asked for when its time has come: no hint of it is on its way", () => {
  const at = { nowMs: NOON_MS, lastLookMs: NOON_MS - 1, policy: POLICY };

  expect(isDue({ notBeforeMs: NOON_MS, isPutOff: true }, at)).toBe(true);
  expect(isDue({ notBeforeMs: NOON_MS, isPutOff: false }, at)).toBe(false);
  expect(isDue({ notBeforeMs: NOON_MS + 1, isPutOff: true }, at)).toBe(false);
  expect(isDue({ notBeforeMs: NOON_MS - 1, isPutOff: true }, at)).toBe(false);
});
