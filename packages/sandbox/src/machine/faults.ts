/**
 * A plan at work in one history: draws what strikes whom, leaves out what is spared, and remembers what struck. Each thing that is done for an
 * errand has luck of its own, so that what befalls it depends neither on other errands nor on what serves it.
 */
import { type CallFate, fateOf } from "./call-fate.ts";
import { type Coverage, count, countsOf } from "./coverage.ts";
import type { FaultPlan, FaultWindow } from "./fault-plan.ts";
import {
  type Caller,
  type CallName,
  createFaultRules,
  happens,
  isOpen,
  type OwnRules,
  type Ruled,
  within,
} from "./fault-rules.ts";
import { createLuck, type Errand, fractionOf, luckOf, luckOfTime } from "./luck.ts";
import { type Machine, START_MS } from "./machine.ts";

/** A fault that struck, and enough of it to tell the story or to spare it next time. */
export interface Strike {
  /** Stays the same while the errand that it befell does what it did: the errand, and what of it was struck. */
  readonly id: string;
  readonly kind: string;
  readonly who: string;
  readonly where: string;
  readonly what: string;
}

/** A strike, and when it was. */
export interface Struck extends Strike {
  readonly atMs: number;
}

/** A clock's wrongness, from a moment of true time to another. */
export interface Skew {
  readonly kind: "step" | "drift";
  readonly amount: number;
  readonly fromMs: number;
  readonly untilMs: number;
}

export interface FatedCall {
  readonly fate: CallFate;
  /** Of whatever comes of the call. */
  readonly luck: number;
}

export type HazardFate = { readonly kind: "crash" } | { readonly kind: "pause"; readonly ms: number };

/** The faults of one environment. */
export interface EnvironmentFaults {
  /** From now on it works on this. */
  begin(errand: Errand): void;
  call(call: CallName, timeoutMs: number): FatedCall;
  /** Counts the point as passed, and says what happens there, if anything does. */
  point(name: string): HazardFate | undefined;
  skews(): readonly Skew[];
}

export interface Faults {
  /** `errand` is what the environment was started for. */
  of(caller: Caller, errand: Errand): EnvironmentFaults;
  /** Records a fault that somebody else has drawn; false if it is spared, or all is healed, and so must not strike. */
  strike(strike: Strike): boolean;
  /** From now on nothing strikes. */
  heal(): void;
  readonly isHealed: boolean;
  /** Calls `listener` once all is healed, until the function it returns is called. */
  whenHealed(listener: () => void): () => void;
  readonly strikes: readonly Struck[];
  coverage(): Coverage;
}

const PAUSE_MS = 1_000;

export function createFaults(machine: Machine, plan: FaultPlan): Faults {
  const rules = createFaultRules(plan);
  const spared = new Set(plan.spared);
  const strikes: Struck[] = [];
  const points = new Map<string, number>();
  const kinds = new Map<string, number>();
  const listeners = new Set<() => void>();
  let isHealed = false;

  const faults: Faults = {
    of: (caller, errand) =>
      createEnvironmentFaults({ machine, rules: rules.of(caller), points, caller, errand, faults }),
    strike(strike) {
      if (isHealed || spared.has(strike.id)) return false;
      strikes.push({ ...strike, atMs: machine.nowMs() });
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
  readonly rules: OwnRules;
  readonly points: Map<string, number>;
  readonly caller: Caller;
  readonly errand: Errand;
  readonly faults: Faults;
}

function createEnvironmentFaults(options: EnvironmentFaultsOptions): EnvironmentFaults {
  const { machine, rules, points, caller, faults } = options;
  let { errand } = options;
  /** How often the errand did what these rules are for. */
  const counts = new Map<object, number>();

  function strikes(strike: Pick<Strike, "kind" | "what"> & { readonly of: Errand; readonly time: number }): boolean {
    const { of, kind, what, time } = strike;
    const id = `${of.name}/${what}${time === 1 ? "" : ` #${time}`}`;
    return faults.strike({ id, kind, who: caller.name, where: caller.region, what });
  }

  function timesOf(thing: object): number {
    const times = (counts.get(thing) ?? 0) + 1;
    counts.set(thing, times);
    return times;
  }

  return {
    begin(next) {
      errand = next;
      counts.clear();
    },
    call(call, timeoutMs) {
      const fitting = rules.call(call);
      const of = call.errand ?? errand;
      const time = call.errand === undefined ? timesOf(fitting) : 1;
      const luck = luckOfTime(luckOf(of.luck, fitting.part), time);
      const random = createLuck(luck);
      const totalMs = within(random, fitting.ms);
      const requestMs = within(random, [0, totalMs]);
      const struck = findStruck(machine, fitting.rules, luck);
      const what = `${call.what}, ${call.to}`;
      const isStruck = struck !== undefined && strikes({ of, kind: struck.rule.kind, what, time });
      const faultMs = struck?.rule.ms && within(createLuck(luckOf(luck, struck.part)), struck.rule.ms);
      const kind = isStruck ? struck.rule.kind : undefined;
      const fate = fateOf(kind, { requestMs, answerMs: totalMs - requestMs, timeoutMs, faultMs });
      return { fate, luck: random.uint32() };
    },
    point(name) {
      count(points, name);
      const passed = rules.point(name);
      const time = timesOf(passed);
      const luck = luckOfTime(luckOf(errand.luck, passed.part), time);
      const struck = findStruck(machine, passed.rules, luck);
      if (struck === undefined) return undefined;
      const { kind, ms = [PAUSE_MS, PAUSE_MS] } = struck.rule;
      if (!strikes({ of: errand, kind, what: name, time })) return undefined;
      return kind === "crash" ? { kind } : { kind, ms: within(createLuck(luckOf(luck, struck.part)), ms) };
    },
    skews: () =>
      rules.clocks.flatMap(({ rule, part }) => {
        const { rate, amount, kind, fromMs = 0, untilMs = Number.POSITIVE_INFINITY } = rule;
        const random = createLuck(luckOf(errand.luck, part));
        const isDrawn = happens(random, rate) && START_MS + untilMs > machine.nowMs();
        const by = within(random, amount);
        if (!isDrawn || !strikes({ of: errand, kind: `clock ${kind}`, what: `by ${by}`, time: 1 })) return [];
        return [{ kind, amount: by, fromMs: START_MS + fromMs, untilMs: START_MS + untilMs }];
      }),
  };
}

/** The first rule that strikes. Each draws from a part of its own, so that one that is left out takes no luck from the others. */
function findStruck<R extends FaultWindow & { readonly rate: number }>(
  machine: Machine,
  rules: readonly Ruled<R>[],
  luck: number,
): Ruled<R> | undefined {
  const sinceMs = machine.nowMs() - START_MS;
  return rules.find(({ rule, part }) => isOpen(rule, sinceMs) && fractionOf(luck ^ part) < rule.rate);
}
