/**
 * A scenario of the shop: what people set out to do, what goes wrong with the world's parts, and what befalls single calls, points of the code
 * and clocks. With its seed, which draws everything that is left to chance, it is the whole history. Each operation and each rule is a
 * part that can be left out, and so is each strike of a rule.
 */
import type { FaultPlan, Plan, Promises, WorldFault } from "@tandem/sandbox";

export interface Scenario {
  readonly seed: number;
  readonly plan: Plan;
  readonly world: readonly WorldFault[];
  readonly faults: FaultPlan;
  /** How long the day goes on after the last customer has gone, before all is healed; not at all, if it is left out. */
  readonly lingerMs?: number;
  /** Who holds the shop to what its headers promise; nobody, if it is left out. */
  readonly promises?: Promises;
}

export type ScenarioPart =
  | { readonly kind: "operation"; readonly part: Plan["operations"][number] }
  | { readonly kind: "world"; readonly part: WorldFault }
  | { readonly kind: "calls"; readonly part: FaultPlan["calls"][number] }
  | { readonly kind: "points"; readonly part: FaultPlan["hazards"][number] }
  | { readonly kind: "clocks"; readonly part: FaultPlan["clocks"][number] };

/** Faults first: a history is cut from its end, and one with fewer operations is told more easily than one with fewer rules. */
export function partsOf({ plan, world, faults }: Scenario): readonly ScenarioPart[] {
  return [
    ...world.map((part) => ({ kind: "world", part }) as const),
    ...faults.calls.map((part) => ({ kind: "calls", part }) as const),
    ...faults.hazards.map((part) => ({ kind: "points", part }) as const),
    ...faults.clocks.map((part) => ({ kind: "clocks", part }) as const),
    ...plan.operations.map((part) => ({ kind: "operation", part }) as const),
  ];
}

export function withParts(scenario: Scenario, parts: readonly ScenarioPart[]): Scenario {
  return {
    ...scenario,
    plan: { ...scenario.plan, operations: parts.flatMap((each) => (each.kind === "operation" ? [each.part] : [])) },
    world: parts.flatMap((each) => (each.kind === "world" ? [each.part] : [])),
    faults: {
      ...scenario.faults,
      calls: parts.flatMap((each) => (each.kind === "calls" ? [each.part] : [])),
      hazards: parts.flatMap((each) => (each.kind === "points" ? [each.part] : [])),
      clocks: parts.flatMap((each) => (each.kind === "clocks" ? [each.part] : [])),
    },
  };
}

/** The same people and the same rules, and other luck. */
export function withChance(scenario: Scenario, seed: number): Scenario {
  return { ...scenario, seed };
}

/** Leaves out single strikes of rules that stay. */
export function sparing(scenario: Scenario, strikes: readonly string[]): Scenario {
  const { faults } = scenario;
  return { ...scenario, faults: { ...faults, spared: [...(faults.spared ?? []), ...strikes] } };
}
