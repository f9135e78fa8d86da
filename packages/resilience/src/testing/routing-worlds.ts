/**
 * Every world that a routing plan can meet: each region up, unready or gone, and each region's own view of who is evacuated, which a
 * partition may make differ from its peers'. From a world follows what the health checkers see.
 */
import { must, type Region } from "@tandem/kernel";
import type { RoutingPlan } from "../routing-plan.ts";
import type { Seen } from "../routing-verdict.ts";

export type Condition = "up" | "unready" | "gone";

export interface RoutingWorld {
  readonly conditions: ReadonlyMap<Region, Condition>;
  /** `A>B` for each region A that sees a restriction that evacuates B, B being A itself or a peer. */
  readonly views: ReadonlySet<string>;
}

const CONDITIONS: readonly Condition[] = ["up", "unready", "gone"];

/** All of them: 6 for one region, 144 for two, 13,824 for three. */
export function* allWorlds(regions: readonly Region[]): Generator<RoutingWorld> {
  const pairs = regions.flatMap((by) => regions.map((of) => `${by}>${of}`));
  for (const views of subsetsOf(pairs)) {
    for (const conditions of productOf(regions.map(() => CONDITIONS))) {
      yield {
        conditions: new Map(regions.map((region, index) => [region, at(conditions, index)])),
        views: new Set(views),
      };
    }
  }
}

export function isUp({ conditions }: RoutingWorld, region: Region): boolean {
  return conditions.get(region) === "up";
}

/** Whether `peer` answers that `region` is evacuated: only one that answers, is ready and does not see itself evacuated does. */
export function saysEvacuated(world: RoutingWorld, peer: Region, region: Region): boolean {
  return isUp(world, peer) && !world.views.has(`${peer}>${peer}`) && world.views.has(`${peer}>${region}`);
}

/** What the checkers see once every check but those in `without` has data. */
export function seenIn(plan: RoutingPlan, world: RoutingWorld, without: readonly string[] = []): Map<string, Seen> {
  const seen = new Map<string, Seen>();
  for (const { region, ready, evacuated } of plan.regions) {
    seen.set(ready.id, isUp(world, region) ? "found" : "not-found");
    for (const { id, peer } of evacuated) seen.set(id, saysEvacuated(world, peer, region) ? "found" : "not-found");
  }
  for (const id of without) seen.set(id, "no-data");
  return seen;
}

export function withCondition(world: RoutingWorld, region: Region, condition: Condition): RoutingWorld {
  return { ...world, conditions: new Map([...world.conditions, [region, condition]]) };
}

export function subsetsOf<T>(items: readonly T[]): readonly (readonly T[])[] {
  return productOf(items.map((item) => [[], [item]])).map((parts) => parts.flat());
}

/** One of each, in every combination. */
export function productOf<T>(choices: readonly (readonly T[])[]): readonly (readonly T[])[] {
  let rows: readonly (readonly T[])[] = [[]];
  for (const options of choices) rows = rows.flatMap((row) => options.map((option) => [...row, option]));
  return rows;
}

function at<T>(items: readonly T[], index: number): T {
  return must(items[index], "there is one for each");
}
