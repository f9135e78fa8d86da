import { expect, it } from "vitest";
import { DAY_MS, HOUR_MS, isoTime, MINUTE_MS, SECOND_MS } from "./clock.ts";

it("an instant is written in UTC with milliseconds", () => {
  expect(isoTime(1_795_274_427_123)).toBe("2026-11-21T15:20:27.123Z");
});

it("the units are made of each other", () => {
  expect([SECOND_MS, MINUTE_MS, HOUR_MS, DAY_MS]).toEqual([1_000, 60_000, 3_600_000, 86_400_000]);
});
