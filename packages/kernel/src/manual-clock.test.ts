import { expect, it } from "vitest";
import { createManualClock } from "./manual-clock.ts";

it("advancing moves the wall and the elapsed time alike", () => {
  const clock = createManualClock(1_000);

  clock.advance(250);

  expect([clock.nowMs(), clock.elapsedMs()]).toEqual([1_250, 250]);
});

it("a step moves the wall alone, also back; to advance backwards is a mistake", () => {
  const clock = createManualClock(1_000);

  clock.step(-600);

  expect([clock.nowMs(), clock.elapsedMs()]).toEqual([400, 0]);
  expect(() => clock.advance(-1)).toThrow("step it");
});
