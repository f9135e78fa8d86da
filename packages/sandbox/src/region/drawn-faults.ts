/**
 * The faults of a world's parts that one seed draws: a few kinds, each once or twice, in windows that are mostly short and now and then
 * last for hours or days, since what a region does that returns after a day is another matter than after a minute.
 */
import { below, DAY_MS, fraction, MINUTE_MS, type Random, type Region } from "@tandem/kernel";
import type { WorldFault, WorldFaultKind } from "./world-fault.ts";

export interface WorldFaultMenu {
  readonly regions: readonly Region[];
  /** Faults begin between the start of the history and this. */
  readonly durationMs: number;
}

/** More at once, and nothing succeeds. */
export const WORLD_FAULTS_MAX = 6;
/** One history in so many has none. */
const CALM_CHANCE = 1 / 8;
/** One window in so many goes on after the end of the work, for up to this long. */
const LONG_CHANCE = 1 / 8;
export const LONG_FAULT_MS_MAX = 2 * DAY_MS;
/** Longer than our queues keep a message. */
export const AWAY_MS_MAX = 16 * DAY_MS;
const LAG_MS_MAX = 5 * MINUTE_MS;
const DUPLICATES_MAX = 0.5;

export function drawWorldFaults(random: Random, menu: WorldFaultMenu): readonly WorldFault[] {
  if (fraction(random) < CALM_CHANCE) return [];
  const kinds = chosenKinds(random, menu.regions);
  const away = menu.durationMs < DAY_MS ? [] : [awayForDays(random, menu)];
  const count = 1 + below(random, WORLD_FAULTS_MAX - away.length);
  const others = Array.from({ length: count }, () => {
    const make = kinds[below(random, kinds.length)] ?? paymentDown;
    return { ...make(random), ...drawnWindow(random, menu.durationMs) };
  });
  return [...away, ...others];
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
      (random) => ({ kind, region: one(random, regions) }),
  );
  return [
    ...regional,
    (random) => ({
      kind: "duplicate-messages",
      region: one(random, regions),
      rate: fraction(random) * DUPLICATES_MAX,
    }),
    (random) => ({ kind: "lost-messages", region: one(random, regions), rate: lossRate(random) }),
    paymentDown,
    () => ({ kind: "payment-forgets" }),
  ];
}

function kindsOfTwo(regions: readonly Region[]): readonly MakeFault[] {
  return [
    (random) => ({ kind: "partition", regions: two(random, regions) }),
    (random) => {
      const [from, to] = two(random, regions);
      return { kind: "one-way-partition", from, to };
    },
    (random) => {
      const [from, to] = two(random, regions);
      return { kind: "replication-lag", from, to, ms: below(random, LAG_MS_MAX) };
    },
  ];
}

/** What a history of days is for: something is away for days, while people go on; half of the time a region that works by itself. */
function awayForDays(random: Random, { regions, durationMs }: WorldFaultMenu): WorldFault {
  const region = one(random, regions);
  const apart = { kind: "region-isolated", region } as const;
  const other = (["region-down", "queue-stuck", "stream-stuck", "schedule-stopped"] as const)[below(random, 4)];
  const kind = other === undefined || fraction(random) < 0.5 ? apart : { kind: other, region };
  const fromMs = below(random, durationMs / 4);
  const longestMs = Math.min(AWAY_MS_MAX, durationMs - fromMs);
  return { ...kind, fromMs, untilMs: fromMs + Math.ceil(longestMs * (0.25 + fraction(random) * 0.75)) };
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

function one(random: Random, regions: readonly Region[]): Region {
  return regions[below(random, regions.length)] as Region;
}

/** Two different ones, in either order. */
function two(random: Random, regions: readonly Region[]): readonly [Region, Region] {
  const first = below(random, regions.length);
  const other = (first + 1 + below(random, regions.length - 1)) % regions.length;
  return [regions[first] as Region, regions[other] as Region];
}
