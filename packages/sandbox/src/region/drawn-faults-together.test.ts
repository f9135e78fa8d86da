import { createSeededRandom, DAY_MS, MINUTE_MS } from "@tandem/kernel";
import { expect, it } from "vitest";
import { AWAY_MS_MAX, drawFaultsTogether } from "./drawn-faults-together.ts";
import { EAST, SOUTH, WEST } from "./testing/items.ts";

const seeds = Array.from({ length: 400 }, (_, seed) => seed);
const drawn = (seed: number, durationMs: number, regions = [EAST, WEST, SOUTH]) =>
  drawFaultsTogether(createSeededRandom(seed), { regions, durationMs });

it("in a history of days something is away for days", () => {
  const away = seeds.flatMap((seed) => drawn(seed, 5 * DAY_MS).slice(0, 1));

  expect(new Set(away.map(({ kind }) => kind))).toContain("region-isolated");
  expect(new Set(away.map(({ kind }) => kind)).size).toBe(5);
  expect(away.filter(({ fromMs, untilMs }) => untilMs - fromMs > DAY_MS).length).toBeGreaterThan(away.length / 2);
  expect(away.every(({ fromMs, untilMs }) => untilMs - fromMs <= AWAY_MS_MAX && untilMs <= 5 * DAY_MS)).toBe(true);
});

it("some regions are back while no message says so to anybody", () => {
  const quiet = seeds.map((seed) => drawn(seed, 10 * MINUTE_MS)).filter(([first]) => first?.kind === "region-isolated");

  expect(quiet.length).toBeGreaterThan(20);
  for (const [apart, ...others] of quiet) {
    const lost = others.filter((fault) => fault.kind === "lost-messages");
    expect(lost.map(({ region, rate }) => [region, rate])).toEqual([EAST, WEST, SOUTH].map((region) => [region, 1]));
    expect(lost.every(({ fromMs }) => fromMs < (apart?.untilMs ?? 0))).toBe(true);
    expect(lost.every(({ untilMs }) => untilMs > 10 * MINUTE_MS)).toBe(true);
  }
});

it("a world of one region is not parted", () => {
  expect(seeds.flatMap((seed) => drawn(seed, MINUTE_MS, [EAST])).every(({ kind }) => kind === "payment-forgets")).toBe(
    true,
  );
});
