/** A plan for an environment whose settings are somebody's own, as infra/stage.ts is after the first edit. */
import type { Environment } from "@tandem/infra/environment";
import type { Scope } from "@tandem/infra/scope";
import { type Plan, partOf } from "../plan.ts";

export const WEST = "us-west-2";
export const EAST = "us-east-1";

export const EXAMPLE: Environment = {
  name: "production",
  isPreview: false,
  regions: [WEST, EAST],
  globalRegion: WEST,
  generation: 1,
  alertAddress: "night@shop.test",
  paymentsUrl: "https://payments.shop.test",
  tokenKeys: [{ kid: "1", kty: "EC", crv: "P-256", x: "x", y: "y" }],
  protects: true,
  watches: true,
  reservesConcurrency: true,
  logDays: 90,
  // Three looks: a test in which more happens says how long it takes.
  bakeMinutes: 1,
};

export const DOMAIN = { name: "api.shop.test", zoneId: "Z0123456789", attached: [WEST, EAST] };

export function examplePlan(changes: Partial<Environment> = {}, only?: string): Plan {
  const environment: Environment = { ...EXAMPLE, ...changes };
  const scopes: readonly Scope[] = [
    { kind: "global", environment, region: environment.globalRegion },
    ...environment.regions.map((region): Scope => {
      return { kind: "region", environment, region, peers: environment.regions.filter((each) => each !== region) };
    }),
  ];
  const stages = scopes
    .map((scope) => ({ stage: `${environment.name}-${partOf(scope)}`, scope }))
    .filter(({ scope }) => only === undefined || partOf(scope) === only);
  return { environment, stages, bakeMinutes: environment.bakeMinutes };
}
