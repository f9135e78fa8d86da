/**
 * A plan at work in one history: draws what strikes whom, leaves out what is spared, and remembers what struck. Each environment draws from
 * a stream of its own, so that what befalls one does not depend on how often another calls.
 */
import type { Random } from "@tandem/kernel";
import { type CallFate, fateOf } from "./call-fate.ts";
import { type Coverage, count, countsOf } from "./coverage.ts";
import type { FaultPlan } from "./fault-plan.ts";
import {
  type Caller,
  type CallName,
  createFaultRules,
  fits,
  happens,
  isOpen,
  type OwnRules,
  within,
} from "./fault-rules.ts";
import { type Machine, START_MS } from "./machine.ts";

/** A fault that struck, and enough of it to tell the story or to spare it next time. */
export interface Strike {
  /** Stays the same in a history that is the same up to here: the environment and the number of what it did. */
  readonly id: string;
  readonly kind: string;
  readonly who: string;
  readonly where: string;
  readonly what: string;
}

/** A clock's wrongness, from a moment of true time to another. */
export interface Skew {
  readonly kind: "step" | "drift";
  readonly amount: number;
  readonly fromMs: number;
  readonly untilMs: number;
}

export type HazardFate = { readonly kind: "crash" } | { readonly kind: "pause"; readonly ms: number };

/** The faults of one environment. */
export interface EnvironmentFaults {
  call(call: CallName, timeoutMs: number): CallFate;
  /** Counts the point as passed, and says what happens there, if anything does. */
  point(name: string): HazardFate | undefined;
  skews(): readonly Skew[];
}

export interface Faults {
  of(caller: Caller): EnvironmentFaults;
  /** Records a fault that somebody else has drawn; false if it is spared, or all is healed, and so must not strike. */
  strike(strike: Strike): boolean;
  /** From now on nothing strikes. */
  heal(): void;
  readonly isHealed: boolean;
  /** Calls `listener` once all is healed, until the function it returns is called. */
  whenHealed(listener: () => void): () => void;
  readonly strikes: readonly Strike[];
  coverage(): Coverage;
}

const PAUSE_MS = 1_000;

export function createFaults(machine: Machine, plan: FaultPlan): Faults {
  const rules = createFaultRules(plan);
  const spared = new Set(plan.spared);
  const strikes: Strike[] = [];
  const points = new Map<string, number>();
  const kinds = new Map<string, number>();
  const listeners = new Set<() => void>();
  let isHealed = false;

  const faults: Faults = {
    of(caller) {
      const random = machine.fork(`faults of ${caller.name}`);
      return createEnvironmentFaults({ machine, plan, rules: rules.of(caller), points, caller, random, faults });
    },
    strike(strike) {
      if (isHealed || spared.has(strike.id)) return false;
      strikes.push(strike);
      count(kinds, strike.kind);
      const { who, where, what, kind, id } = strike;
      machine.trace({ who, where, what: kind, detail: `${what} (${id})` });
      return true;
    },
    heal() {
      isHealed = true;
      for (const listener of listeners) listener();
      listeners.clear();
    },
    get isHealed() {
      return isHealed;
    },
    whenHealed(listener) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    strikes,
    coverage: () => ({ points: countsOf(points), faults: countsOf(kinds) }),
  };
  return faults;
}

interface EnvironmentFaultsOptions {
  readonly machine: Machine;
  readonly plan: FaultPlan;
  readonly rules: OwnRules;
  readonly points: Map<string, number>;
  readonly caller: Caller;
  readonly random: Random;
  readonly faults: Faults;
}

function createEnvironmentFaults(options: EnvironmentFaultsOptions): EnvironmentFaults {
  const { machine, plan, rules, points, caller, random, faults } = options;
  let serial = 0;

  function strikes(kind: string, what: string): boolean {
    return faults.strike({ id: `${caller.name}/${serial}`, kind, who: caller.name, where: caller.region, what });
  }

  return {
    call(call, timeoutMs) {
      serial += 1;
      const fitting = rules.call(call);
      const totalMs = within(random, fitting.ms);
      const requestMs = within(random, [0, totalMs]);
      const sinceMs = machine.nowMs() - START_MS;
      const rule = fitting.rules.find((each) => isOpen(each, sinceMs) && happens(random, each.rate));
      const faultMs = rule?.ms && within(random, rule.ms);
      const isStruck = rule !== undefined && strikes(rule.kind, `${call.what}, ${call.to}`);
      const kind = isStruck ? rule.kind : undefined;
      return fateOf(kind, { requestMs, answerMs: totalMs - requestMs, timeoutMs, faultMs });
    },
    point(name) {
      serial += 1;
      count(points, name);
      const sinceMs = machine.nowMs() - START_MS;
      const rule = rules.point(name).find((each) => isOpen(each, sinceMs) && happens(random, each.rate));
      if (rule === undefined) return undefined;
      const ms = rule.ms === undefined ? PAUSE_MS : within(random, rule.ms);
      if (!strikes(rule.kind, name)) return undefined;
      return rule.kind === "crash" ? { kind: "crash" } : { kind: "pause", ms };
    },
    skews: () =>
      plan.clocks.flatMap(({ target, rate, amount, kind, fromMs = 0, untilMs = Number.POSITIVE_INFINITY }) => {
        if (!fits(target, caller)) return [];
        serial += 1;
        const isDrawn = happens(random, rate);
        const by = within(random, amount);
        const isStruck = isDrawn && START_MS + untilMs > machine.nowMs() && strikes(`clock ${kind}`, `by ${by}`);
        return isStruck ? [{ kind, amount: by, fromMs: START_MS + fromMs, untilMs: START_MS + untilMs }] : [];
      }),
  };
}
