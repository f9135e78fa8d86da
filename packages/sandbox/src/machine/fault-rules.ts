/**
 * Which rules of a plan are for whom. Targets never change while windows do, so what fits is looked up once for each kind of caller and call,
 * and the clock is asked each time.
 */
import { below, fraction, type Random } from "@tandem/kernel";
import type { CallRule, FaultPlan, FaultTarget, FaultWindow, HazardRule, Span } from "./fault-plan.ts";

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
}

export interface FaultRules {
  of(caller: Caller): OwnRules;
}

/** The rules for environments of one region and role. */
export interface OwnRules {
  call(call: CallName): CallRules;
  point(name: string): readonly HazardRule[];
}

export interface CallRules {
  readonly ms: Span;
  readonly rules: readonly CallRule[];
}

/** Within a region, and to a provider nearby. */
const LATENCY_MS: Span = [1, 20];

export function createFaultRules(plan: FaultPlan): FaultRules {
  const known = new Map<string, OwnRules>();
  return {
    of: (caller) => remembered(known, `${caller.region} ${caller.role}`, () => createOwnRules(plan, caller)),
  };
}

/** Asked at every call of every history, so the names are looked up as they are: a key made of them would cost more than the look. */
function createOwnRules(plan: FaultPlan, caller: Caller): OwnRules {
  const calls = new Map<string, Map<string, CallRules>>();
  const points = new Map<string, readonly HazardRule[]>();
  return {
    call: (call) =>
      remembered(
        remembered(calls, call.to, () => new Map<string, CallRules>()),
        call.what,
        () => ({
          ms: plan.latencies.find(({ target }) => fits(target, caller, call))?.ms ?? LATENCY_MS,
          rules: plan.calls.filter(({ target }) => fits(target, caller, call)),
        }),
      ),
    point: (name) =>
      remembered(points, name, () =>
        plan.hazards.filter((rule) => (rule.point ?? name) === name && fits(rule.target, caller)),
      ),
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

function remembered<T>(known: Map<string, T>, key: string, find: () => T): T {
  const standing = known.get(key);
  if (standing !== undefined) return standing;
  const found = find();
  known.set(key, found);
  return found;
}
