/**
 * Swarm testing: each seed draws its own few kinds of fault and how often they strike. A history with a little of everything never gets far
 * into any corner; a thousand histories, each with its own mix, do (Groce and others, "Swarm Testing", 2012).
 */
import { assert, below, fraction, type Random } from "@tandem/kernel";
import type { CallRule, ClockRule, FaultPlan, FaultWindow, HazardRule, LatencyRule } from "./fault-plan.ts";
import { happens } from "./fault-rules.ts";

/** A rule whose rate and window are still to be drawn. */
export type Choice<R extends FaultWindow & { readonly rate: number }> = Omit<R, "rate" | "fromMs" | "untilMs"> & {
  /** The rate is drawn between these, small ones as often as large ones. */
  readonly rates: readonly [from: number, to: number];
};

/** What a history's faults are drawn from. */
export interface SwarmMenu {
  readonly latencies: readonly LatencyRule[];
  readonly calls: readonly Choice<CallRule>[];
  readonly hazards: readonly Choice<HazardRule>[];
  readonly clocks: readonly Choice<ClockRule>[];
  /** Faults lie between the start of the history and this; what comes after is calm enough to be healed in. */
  readonly durationMs: number;
}

/** Half of the menu, on average: every subset is as likely as any other. */
const CHOSEN_RATE = 0.5;
/** How often a chosen fault is there from beginning to end, and not for a while only. */
const ALWAYS_RATE = 0.5;
/** The more kinds at once, the less anything succeeds; one history in so many is to be without faults, to see that it can. */
const CALM_RATE = 1 / 32;

export function drawFaultPlan(random: Random, menu: SwarmMenu): FaultPlan {
  const isCalm = happens(random, CALM_RATE);
  const chosen = <R extends FaultWindow & { readonly rate: number }>(choices: readonly Choice<R>[]) =>
    choices.filter(() => happens(random, CHOSEN_RATE) && !isCalm);
  return {
    latencies: menu.latencies,
    calls: chosen(menu.calls).map(({ rates, ...rest }) => ({ ...rest, ...drawn(random, rates, menu.durationMs) })),
    hazards: chosen(menu.hazards).map(({ rates, ...rest }) => ({ ...rest, ...drawn(random, rates, menu.durationMs) })),
    clocks: chosen(menu.clocks).map(({ rates, ...rest }) => ({ ...rest, ...drawn(random, rates, menu.durationMs) })),
  };
}

/** A window within the history: all of it, or a part between two drawn moments. */
export function drawWindow(random: Random, durationMs: number): Required<FaultWindow> {
  if (happens(random, ALWAYS_RATE)) return { fromMs: 0, untilMs: durationMs };
  const moments = [below(random, durationMs), below(random, durationMs)] as const;
  return { fromMs: Math.min(...moments), untilMs: Math.max(...moments) + 1 };
}

/**
 * A rate between two, small ones as likely as large ones: first how often the smallest is doubled, then where in that octave. It multiplies
 * and adds, and takes no logarithm: those may differ in the last bit from one machine to another.
 */
export function drawRate(random: Random, [from, to]: readonly [from: number, to: number]): number {
  assert(0 < from && from <= to && to <= 1, `rates are drawn from above 0 to 1, not from ${from} to ${to}`);
  let octaves = 1;
  for (let top = from * 2; top < to; top *= 2) octaves += 1;
  let rate = from;
  for (let doublings = below(random, octaves); doublings > 0; doublings -= 1) rate *= 2;
  return Math.min(to, rate * (1 + fraction(random)));
}

function drawn(random: Random, rates: readonly [from: number, to: number], durationMs: number) {
  return { rate: drawRate(random, rates), ...drawWindow(random, durationMs) };
}
