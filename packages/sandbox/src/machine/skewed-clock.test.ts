import { createManualClock } from "@tandem/kernel";
import { expect, it } from "vitest";
import { createSkewedClock, type SkewedClock } from "./skewed-clock.ts";

const START_MS = 1_000_000;

function world() {
  const time = createManualClock(START_MS);
  const clock = createSkewedClock(time);
  return { time, clock, show: () => shown(clock) };
}

function shown(clock: SkewedClock): readonly number[] {
  return [clock.nowMs() - START_MS, clock.elapsedMs()];
}

it("a clock that nothing befell is right", () => {
  const { time, show } = world();
  time.advance(1_234);

  expect(show()).toEqual([1_234, 1_234]);
});

it("a step moves the wall, also back, and elapsed time does not notice", () => {
  const { time, clock, show } = world();
  time.advance(100);

  clock.step(-5_000);
  time.advance(50);

  expect(show()).toEqual([-4_850, 150]);
});

it("a drift gains or loses with time, and is no more after healing", () => {
  const { time, clock, show } = world();
  clock.drift(1_000);
  time.advance(10_000);
  expect(show()).toEqual([10_010, 10_010]);
  clock.drift(-1_000);
  time.advance(20_000);
  expect(show()).toEqual([29_990, 29_990]);

  clock.step(77);
  clock.heal();
  time.advance(1_000);

  expect(show()).toEqual([31_000, 30_990]);
});

it("elapsed time never goes back, whatever befalls the wall clock", () => {
  const { time, clock } = world();
  let before = clock.elapsedMs();
  const blows = [() => clock.drift(-500_000), () => clock.step(-1e9), () => clock.heal(), () => clock.drift(400_000)];
  for (let round = 0; round < 100; round += 1) {
    blows[round % blows.length]?.();
    time.advance(round % 7);
    expect(clock.elapsedMs()).toBeGreaterThanOrEqual(before);
    before = clock.elapsedMs();
  }

  expect(before).toBeGreaterThan(0);
});

it("a clock that would stand still is refused", () => {
  expect(() => world().clock.drift(-1_000_000)).toThrow("a clock drifts by at most");
});
