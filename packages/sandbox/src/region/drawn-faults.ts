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
/** Every second of those ends while programs may still be left to themselves. */
const AFTERWARDS_MS_MAX = 15 * MINUTE_MS;
const LAG_MS_MAX = 5 * MINUTE_MS;
const DUPLICATES_MAX = 0.5;

export function drawWorldFaults(random: Random, menu: WorldFaultMenu): readonly WorldFault[] {
  if (fraction(random) < CALM_CHANCE) return [];
  const kinds = chosenKinds(random, menu.regions);
  const together = drawFaultsTogether(random, menu);
  const count = 1 + below(random, WORLD_FAULTS_MAX - (together.length > 0 ? ROOM_FOR_TOGETHER : 0));
  const others = Array.from({ length: count }, () => {
    const make = kinds[below(random, kinds.length)] ?? drawnKinds()["payment-down"];
    return { ...make(random, menu.regions), ...drawnWindow(random, menu.durationMs) };
  });
  return [...together, ...others];
}

type Kind = WorldFaultKind["kind"];
type MakeFault = (random: Random, regions: readonly Region[]) => WorldFaultKind;

/** How each kind is drawn. The order is part of what a seed is: a new kind comes last. */
function drawnKinds() {
  return {
    ...ofRegion("region-down"),
    ...ofRegion("region-isolated"),
    ...ofRegion("region-unreachable"),
    ...ofRegion("table-down"),
    ...ofRegion("table-read-only"),
    ...ofRegion("queue-stuck"),
    ...ofRegion("queue-down"),
    ...ofRegion("stream-stuck"),
    ...ofRegion("schedule-stopped"),
    ...ofRegion("crash-all"),
    ...ofRegion("cold"),
    "duplicate-messages": (random, regions) => ({
      kind: "duplicate-messages",
      region: oneRegion(random, regions),
      rate: fraction(random) * DUPLICATES_MAX,
    }),
    "lost-messages": (random, regions) => ({
      kind: "lost-messages",
      region: oneRegion(random, regions),
      rate: lossRate(random),
    }),
    "payment-down": () => ({ kind: "payment-down" }),
    "payment-forgets": () => ({ kind: "payment-forgets" }),
    partition: (random, regions) => ({ kind: "partition", regions: twoRegions(random, regions) }),
    "one-way-partition": (random, regions) => {
      const [from, to] = twoRegions(random, regions);
      return { kind: "one-way-partition", from, to };
    },
    "replication-lag": (random, regions) => {
      const [from, to] = twoRegions(random, regions);
      return { kind: "replication-lag", from, to, ms: below(random, LAG_MS_MAX) };
    },
  } as const satisfies Record<Exclude<Kind, KindOfClaims>, MakeFault>;
}

/** Drawn by themselves, where somebody claims anything (`drawn-claims-faults.ts`). */
type KindOfClaims = "witness-cut";

/** What a world of one region cannot have. */
const OF_TWO: ReadonlySet<string> = new Set<Kind>(["partition", "one-way-partition", "replication-lag"]);

/** A history has few kinds, so that it gets far into one corner. */
function chosenKinds(random: Random, regions: readonly Region[]): readonly MakeFault[] {
  const all = Object.entries<MakeFault>(drawnKinds())
    .filter(([kind]) => regions.length > 1 || !OF_TWO.has(kind))
    .map(([, make]) => make);
  const chosen = all.filter(() => fraction(random) < 1 / 4);
  return chosen.length > 0 ? chosen : all;
}

/** Kinds of which it is enough to say in which region. */
type KindOfRegion = Exclude<Extract<WorldFaultKind, { readonly region: Region }>, { readonly rate: number }>["kind"];

function ofRegion<K extends KindOfRegion>(kind: K): Readonly<Record<K, MakeFault>> {
  const make: MakeFault = (random, regions) => ({ kind, region: oneRegion(random, regions) });
  return { [kind]: make } as Readonly<Record<K, MakeFault>>;
}

/** Every second time all of them: work of which no hint at all arrives is what sweep and walk are for. */
function lossRate(random: Random): number {
  return fraction(random) < 0.5 ? 1 : fraction(random);
}

function drawnWindow(random: Random, durationMs: number): { readonly fromMs: number; readonly untilMs: number } {
  const fromMs = below(random, durationMs);
  const chance = fraction(random);
  const longMs = chance < LONG_CHANCE / 2 ? durationMs - fromMs + AFTERWARDS_MS_MAX : LONG_FAULT_MS_MAX;
  const longestMs = chance < LONG_CHANCE ? longMs : durationMs - fromMs;
  return { fromMs, untilMs: fromMs + 1 + below(random, longestMs) };
}
