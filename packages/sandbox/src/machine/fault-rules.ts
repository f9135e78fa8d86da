/**
 * Which rules of a plan are for whom. Targets never change while windows do, so what fits is looked up once for each kind of caller and call,
 * and the clock is asked each time.
 */
import { below, fraction, type Random } from "@tandem/kernel";
import type { CallRule, ClockRule, FaultPlan, FaultTarget, FaultWindow, HazardRule, Span } from "./fault-plan.ts";
import type { Errand } from "./luck.ts";
import { remembered } from "./remembered.ts";
import { forkedSeed } from "./seed.ts";

/** Who calls, as rules tell environments apart. */
export interface Caller {
  readonly name: string;
  readonly region: string;
  readonly role: string;
}

/** What a call is for, as rules tell calls apart. */
export interface CallName {
  /** Where it goes: `table us-east-1`, `payments`. */
  readonly to: string;
  readonly what: string;
  /** What it is made for, if its environment does several things at once; the environment's own errand, if it is left out. */
  readonly errand?: Errand | undefined;
}

export interface FaultRules {
  of(caller: Caller): OwnRules;
}

/** The rules for environments of one region and role. */
export interface OwnRules {
  call(call: CallName): CallRules;
  point(name: string): PointRules;
  readonly clocks: readonly Ruled<ClockRule>[];
}

/** A rule, and the part of all luck that is its own: leaving out one rule changes no other's draws. */
export interface Ruled<R> {
  readonly rule: R;
  readonly part: number;
}

export interface CallRules {
  /** The part of an errand's luck that calls of this name draw from. */
  readonly part: number;
  readonly ms: Span;
  readonly rules: readonly Ruled<CallRule>[];
}

export interface PointRules {
  readonly part: number;
  readonly rules: readonly Ruled<HazardRule>[];
}

/** Within a region, and to a provider nearby. */
const LATENCY_MS: Span = [1, 20];

export function createFaultRules(plan: FaultPlan): FaultRules {
  const known = new Map<string, OwnRules>();
  const ruled = {
    latencies: plan.latencies,
    calls: plan.calls.map(ruledBy),
    hazards: plan.hazards.map(ruledBy),
    clocks: plan.clocks.map(ruledBy),
  };
  return {
    of: (caller) => remembered(known, `${caller.region} ${caller.role}`, () => createOwnRules(ruled, caller)),
  };
}

type RuledPlan = Pick<FaultPlan, "latencies"> & {
  readonly calls: readonly Ruled<CallRule>[];
  readonly hazards: readonly Ruled<HazardRule>[];
  readonly clocks: readonly Ruled<ClockRule>[];
};

/** By what it does to whom, however often and when: a rule in a file is the rule that was drawn. */
function ruledBy<R extends { readonly kind: string; readonly target: FaultTarget; readonly point?: string }>(rule: R) {
  const { kind, target, point } = rule;
  return { rule, part: partCalled([kind, target.region, target.role, target.to, target.what, point].join("|")) };
}

/** The seed is in the luck that this is a part of. */
function partCalled(name: string): number {
  return forkedSeed(0, name);
}

/** Asked at every call of every history, so the names are looked up as they are: a key made of them would cost more than the look. */
function createOwnRules(plan: RuledPlan, caller: Caller): OwnRules {
  const calls = new Map<string, Map<string, CallRules>>();
  const points = new Map<string, PointRules>();
  return {
    call: (call) =>
      remembered(
        remembered(calls, call.to, () => new Map<string, CallRules>()),
        call.what,
        () => ({
          part: partCalled(`${call.what}, ${call.to}`),
          ms: plan.latencies.find(({ target }) => fits(target, caller, call))?.ms ?? LATENCY_MS,
          rules: plan.calls.filter(({ rule }) => fits(rule.target, caller, call)),
        }),
      ),
    point: (name) =>
      remembered(points, name, () => ({
        part: partCalled(`at ${name}`),
        rules: plan.hazards.filter(({ rule }) => (rule.point ?? name) === name && fits(rule.target, caller)),
      })),
    clocks: plan.clocks.filter(({ rule }) => fits(rule.target, caller)),
  };
}

export function fits(target: FaultTarget, caller: Caller, call?: CallName): boolean {
  return (
    (target.region ?? caller.region) === caller.region &&
    (target.role ?? caller.role) === caller.role &&
    (target.to === undefined || target.to === call?.to || call?.to.startsWith(`${target.to} `) === true) &&
    (target.what === undefined || target.what === call?.what)
  );
}

/** Whether a window is open, `sinceMs` after the history began. */
export function isOpen({ fromMs = 0, untilMs = Number.POSITIVE_INFINITY }: FaultWindow, sinceMs: number): boolean {
  return fromMs <= sinceMs && sinceMs < untilMs;
}

export function happens(random: Random, rate: number): boolean {
  return fraction(random) < rate;
}

/** A whole number of the span, its ends included, each as likely as the other. */
export function within(random: Random, [from, to]: Span): number {
  return from + below(random, to - from + 1);
}
