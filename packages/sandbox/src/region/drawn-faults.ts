/**
 * The faults of a world's parts that one seed draws: a few kinds, each once or twice, in windows that are mostly short and now and then
 * last for hours or days, since what a region does that returns after a day is another matter than after a minute.
 */
import { below, DAY_MS, fraction, MINUTE_MS, type Random, type Region } from "@tandem/kernel";
import { drawFaultsTogether, oneRegion, twoRegions, type WorldFaultMenu } from "./drawn-faults-together.ts";
import type { WorldFault, WorldFaultKind } from "./world-fault.ts";

/** More at once, and nothing succeeds. */
export const WORLD_FAULTS_MAX = 6;
/** So many fewer where there are some that were drawn together. */
const ROOM_FOR_TOGETHER = 3;
/** One history in so many has none. */
const CALM_CHANCE = 1 / 8;
/** One window in so many goes on after the end of the work, for up to this long. */
const LONG_CHANCE = 1 / 8;
export const LONG_FAULT_MS_MAX = 2 * DAY_MS;
const LAG_MS_MAX = 5 * MINUTE_MS;
const DUPLICATES_MAX = 0.5;

export function drawWorldFaults(random: Random, menu: WorldFaultMenu): readonly WorldFault[] {
  if (fraction(random) < CALM_CHANCE) return [];
  const kinds = chosenKinds(random, menu.regions);
  const together = drawFaultsTogether(random, menu);
  const count = 1 + below(random, WORLD_FAULTS_MAX - (together.length > 0 ? ROOM_FOR_TOGETHER : 0));
  const others = Array.from({ length: count }, () => {
    const make = kinds[below(random, kinds.length)] ?? paymentDown;
    return { ...make(random), ...drawnWindow(random, menu.durationMs) };
  });
  return [...together, ...others];
}

type MakeFault = (random: Random) => WorldFaultKind;

/** A history has few kinds, so that it gets far into one corner. */
function chosenKinds(random: Random, regions: readonly Region[]): readonly MakeFault[] {
  const all = regions.length > 1 ? [...kindsOfOne(regions), ...kindsOfTwo(regions)] : kindsOfOne(regions);
  const chosen = all.filter(() => fraction(random) < 1 / 4);
  return chosen.length > 0 ? chosen : all;
}

function kindsOfOne(regions: readonly Region[]): readonly MakeFault[] {
  const regional = (
    [
      "region-down",
      "region-isolated",
      "region-unreachable",
      "table-down",
      "table-read-only",
      "queue-stuck",
      "queue-down",
      "stream-stuck",
      "schedule-stopped",
      "crash-all",
      "cold",
    ] as const
  ).map(
    (kind): MakeFault =>
      (random) => ({ kind, region: oneRegion(random, regions) }),
  );
  return [
    ...regional,
    (random) => ({
      kind: "duplicate-messages",
      region: oneRegion(random, regions),
      rate: fraction(random) * DUPLICATES_MAX,
    }),
    (random) => ({ kind: "lost-messages", region: oneRegion(random, regions), rate: lossRate(random) }),
    paymentDown,
    () => ({ kind: "payment-forgets" }),
  ];
}

function kindsOfTwo(regions: readonly Region[]): readonly MakeFault[] {
  return [
    (random) => ({ kind: "partition", regions: twoRegions(random, regions) }),
    (random) => {
      const [from, to] = twoRegions(random, regions);
      return { kind: "one-way-partition", from, to };
    },
    (random) => {
      const [from, to] = twoRegions(random, regions);
      return { kind: "replication-lag", from, to, ms: below(random, LAG_MS_MAX) };
    },
  ];
}

/** Every second time all of them: work of which no hint at all arrives is what sweep and walk are for. */
function lossRate(random: Random): number {
  return fraction(random) < 0.5 ? 1 : fraction(random);
}

function paymentDown(): WorldFaultKind {
  return { kind: "payment-down" };
}

function drawnWindow(random: Random, durationMs: number): { readonly fromMs: number; readonly untilMs: number } {
  const fromMs = below(random, durationMs);
  const longestMs = fraction(random) < LONG_CHANCE ? LONG_FAULT_MS_MAX : durationMs - fromMs;
  return { fromMs, untilMs: fromMs + 1 + below(random, longestMs) };
}
