import { createSeededRandom, DAY_MS, MINUTE_MS } from "@tandem/kernel";
import { expect, test } from "vitest";
import { drawPace, momentOf } from "./plan-pace.ts";

const paces = Array.from({ length: 600 }, (_, seed) => drawPace(createSeededRandom(seed)));
const long = paces.filter(({ spreadMs }) => spreadMs >= DAY_MS);

test("about one history in twelve is of days, with about as many ticks as one of ten minutes", () => {
  expect(long.length).toBeGreaterThan(paces.length / 24);
  expect(long.length).toBeLessThan(paces.length / 6);
  for (const { spreadMs, tickMinutes = 1 } of long) {
    expect(spreadMs / (tickMinutes * MINUTE_MS)).toBeLessThanOrEqual(24);
  }
  expect(paces.filter(({ tickMinutes }) => tickMinutes !== undefined)).toEqual(long);
});

test("people come within the time, in rushes if there are any", () => {
  const random = createSeededRandom(1);
  for (const pace of paces) {
    const moments = Array.from({ length: 50 }, () => momentOf(random, pace));

    expect(Math.min(...moments)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...moments)).toBeLessThanOrEqual(pace.spreadMs + pace.rushMs);
    if (pace.rushes.length === 0) continue;
    expect(moments.every((ms) => pace.rushes.some((at) => ms >= at && ms <= at + pace.rushMs))).toBe(true);
  }
});
