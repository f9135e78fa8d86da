import { expect, it } from "vitest";
import { createEndpointClock, isNewer } from "./hidden-stamp.ts";
import { EAST, WEST } from "./testing/items.ts";

it("stamps rise though the clock stands still or steps back", () => {
  let nowMs = 5_000;
  const clock = createEndpointClock(EAST, () => nowMs);

  const first = clock.tick();
  const second = clock.tick();
  nowMs = 4_000;
  const third = clock.tick();

  expect([isNewer(second, first), isNewer(third, second)]).toEqual([true, true]);
});

it("a write made after another region's was seen is newer than that, whatever the clocks say", () => {
  const ahead = createEndpointClock(WEST, () => 9_000_000);
  const behind = createEndpointClock(EAST, () => 1_000);
  const seen = ahead.tick();

  behind.observe(seen);

  expect(isNewer(behind.tick(), seen)).toBe(true);
});

it("equal times are settled by the region's name, and an equal stamp is the same write", () => {
  expect(isNewer({ us: 5, region: WEST }, { us: 5, region: EAST })).toBe(true);
  expect(isNewer({ us: 5, region: EAST }, { us: 5, region: WEST })).toBe(false);
  expect(isNewer({ us: 5, region: EAST }, { us: 5, region: EAST })).toBe(false);
});
