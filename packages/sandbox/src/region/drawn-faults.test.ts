import { createSeededRandom, HOUR_MS, MINUTE_MS, type Region } from "@tandem/kernel";
import { expect, it } from "vitest";
import { drawWorldFaults, LONG_FAULT_MS_MAX, WORLD_FAULTS_MAX } from "./drawn-faults.ts";
import { FAULTS_TOGETHER_MAX } from "./drawn-faults-together.ts";
import { EAST, SOUTH, WEST } from "./testing/items.ts";
import type { WorldFault } from "./world-fault.ts";

const MENU = { regions: [EAST, WEST, SOUTH], durationMs: 10 * MINUTE_MS };
const drawn = (seed: number, menu = MENU) => drawWorldFaults(createSeededRandom(seed), menu);
const seeds = Array.from({ length: 400 }, (_, seed) => seed);

it("one seed draws the same faults each time, and another seed others", () => {
  expect(drawn(1)).toEqual(drawn(1));
  expect(drawn(1)).not.toEqual(drawn(2));
});

it("every kind of fault is drawn by some seed, and some seeds draw none", () => {
  const kinds = new Set(seeds.flatMap((seed) => drawn(seed).map(({ kind }) => kind)));

  expect(kinds.size).toBe(18);
  expect(seeds.some((seed) => drawn(seed).length === 0)).toBe(true);
});

it("windows begin within the history, end after they begin, and are bounded in number and length", () => {
  for (const faults of seeds.map((seed) => drawn(seed))) {
    expect(faults.length).toBeLessThanOrEqual(WORLD_FAULTS_MAX + FAULTS_TOGETHER_MAX);
    for (const { fromMs, untilMs } of faults) {
      expect(fromMs).toBeLessThan(MENU.durationMs);
      expect(untilMs).toBeGreaterThan(fromMs);
      expect(untilMs - fromMs).toBeLessThanOrEqual(LONG_FAULT_MS_MAX);
    }
  }
});

it("some regions are gone for hours", () => {
  const longest = Math.max(...seeds.flatMap((seed) => drawn(seed).map(({ fromMs, untilMs }) => untilMs - fromMs)));

  expect(longest).toBeGreaterThan(12 * HOUR_MS);
});

function pairsOf(fault: WorldFault): readonly (readonly [Region, Region])[] {
  if ("regions" in fault) return [fault.regions];
  return "from" in fault ? [[fault.from, fault.to]] : [];
}

it("a fault between two regions is between two different ones, and a world of one region has none such", () => {
  const pairs = seeds.flatMap((seed) => drawn(seed).flatMap(pairsOf));
  const alone = seeds.flatMap((seed) => drawn(seed, { ...MENU, regions: [EAST] }));

  expect(pairs.every(([from, to]) => from !== to)).toBe(true);
  expect(new Set(pairs.map(String)).size).toBe(6);
  expect(alone.some((fault) => "regions" in fault || "from" in fault)).toBe(false);
});
