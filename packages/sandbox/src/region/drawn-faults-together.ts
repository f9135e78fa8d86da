/**
 * Faults that mean little unless one comes with the other, or lasts: chance alone would draw them together in one history of a thousand,
 * and some defences are for nothing else.
 */
import { below, DAY_MS, fraction, type Random, type Region } from "@tandem/kernel";
import type { WorldFault } from "./world-fault.ts";

export interface WorldFaultMenu {
  readonly regions: readonly Region[];
  /** Faults begin between the start of the history and this. */
  readonly durationMs: number;
}

/** One that lasts for days, a region apart and losses in each of three, and a provider. */
export const FAULTS_TOGETHER_MAX = 6;
/** Longer than our queues keep a message. */
export const AWAY_MS_MAX = 16 * DAY_MS;
/** One in so many, each. */
const QUIET_CHANCE = 1 / 6;
const FORGETFUL_CHANCE = 1 / 6;
const LONE = ["region-down", "queue-stuck", "stream-stuck", "schedule-stopped"] as const;

export function drawFaultsTogether(random: Random, menu: WorldFaultMenu): readonly WorldFault[] {
  return [
    ...(menu.durationMs < DAY_MS ? [] : [awayForDays(random, menu)]),
    ...(menu.regions.length > 1 && fraction(random) < QUIET_CHANCE ? quietReturn(random, menu) : []),
    ...(fraction(random) < FORGETFUL_CHANCE ? forgetfulProvider(menu) : []),
  ];
}

/** What a history of days is for: something is away for days, while people go on; half of the time a region that works by itself. */
function awayForDays(random: Random, { regions, durationMs }: WorldFaultMenu): WorldFault {
  const region = oneRegion(random, regions);
  const alone = fraction(random) < 0.5 ? undefined : LONE[below(random, LONE.length)];
  const fromMs = below(random, durationMs / 4);
  const longestMs = Math.min(AWAY_MS_MAX, durationMs - fromMs);
  const untilMs = fromMs + Math.ceil(longestMs * (0.25 + fraction(random) * 0.75));
  return { kind: alone ?? "region-isolated", region, fromMs, untilMs };
}

/** A region goes on by itself, and when it is back no message says so to anybody: only a walk finds what is owed now. */
function quietReturn(random: Random, { regions, durationMs }: WorldFaultMenu): readonly WorldFault[] {
  const fromMs = below(random, durationMs / 8);
  const untilMs = fromMs + Math.ceil((durationMs - fromMs) * (0.25 + fraction(random) / 2));
  return [
    { kind: "region-isolated", region: oneRegion(random, regions), fromMs, untilMs },
    ...regions.map((region) => {
      return { kind: "lost-messages", region, rate: 1, fromMs: untilMs - 1, untilMs: durationMs + DAY_MS } as const;
    }),
  ];
}

/** From beginning to end; whoever trusts in its memory charges twice. */
function forgetfulProvider({ durationMs }: WorldFaultMenu): readonly WorldFault[] {
  return [{ kind: "payment-forgets", fromMs: 0, untilMs: durationMs + DAY_MS }];
}

export function oneRegion(random: Random, regions: readonly Region[]): Region {
  return regions[below(random, regions.length)] as Region;
}

/** Two different ones, in either order. */
export function twoRegions(random: Random, regions: readonly Region[]): readonly [Region, Region] {
  const first = below(random, regions.length);
  const other = (first + 1 + below(random, regions.length - 1)) % regions.length;
  return [regions[first] as Region, regions[other] as Region];
}
