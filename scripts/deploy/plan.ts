/**
 * Which stages are deployed, in which order and with what between them: made from the settings alone, so that a person can read it before
 * anything is touched.
 */
import { type Environment, environmentOf } from "@tandem/infra/environment";
import { type Scope, scopeOf, stagesOf } from "@tandem/infra/scope";

export interface Plan {
  readonly environment: Environment;
  readonly stages: readonly PlannedStage[];
  readonly bakeMinutes: number;
}

export interface PlannedStage {
  /** As SST calls it, e.g. `production-us-west-2`. */
  readonly stage: string;
  readonly scope: Scope;
}

/** Throws an Error that says what is wrong with the names or with infra/stage.ts, and what to change. */
export function planOf(wanted: {
  readonly environment: string;
  readonly only?: string | undefined;
  readonly bakeMinutes?: number | undefined;
}): Plan {
  const environment = environmentOf(wanted.environment);
  const all = stagesOf(environment).map((stage) => ({ stage, scope: scopeOf(stage) }));
  const stages = all.filter(({ scope }) => wanted.only === undefined || wanted.only === partOf(scope));
  if (stages.length === 0) {
    const parts = all.map(({ scope }) => partOf(scope)).join(", ");
    throw new Error(
      `${environment.name} has no ${JSON.stringify(wanted.only)}: --only takes one of ${parts}; a new region is added to infra/stage.ts first.`,
    );
  }
  return { environment, stages, bakeMinutes: wanted.bakeMinutes ?? environment.bakeMinutes };
}

/** What stands behind `--only`: `global`, or a region. */
export function partOf(scope: Scope): string {
  return scope.kind === "global" ? "global" : scope.region;
}

/** The regions whose stacks this plan deploys. */
export function plannedRegions({ stages }: Plan): readonly string[] {
  return stages.flatMap(({ scope }) => (scope.kind === "region" ? [scope.region] : []));
}

/** Where a copy of a region's state is kept: the first of the others, so that everybody finds it by the list alone. */
export function copyRegionOf({ regions }: Environment, region: string): string | undefined {
  return regions.find((other) => other !== region);
}
