/**
 * A new inverted health check is unhealthy until it has data, and a region whose record hangs on it is taken out of DNS. So a peer is attached
 * only when its check is there already and has data: these are the checks that a region's stack is about to hang itself on.
 */
import type { Environment } from "@tandem/infra/environment";
import { globalName } from "@tandem/infra/names";
import { routingPlan } from "@tandem/resilience";

export interface AttachedCheck {
  readonly peer: string;
  /** Its tag `Name` in Route 53. */
  readonly name: string;
}

/** By name: how many checkers have told what they saw; a name that is not there has no entry. */
export type Observations = ReadonlyMap<string, number>;

export function attachedChecksOf(environment: Environment, region: string): readonly AttachedCheck[] {
  const { domain, regions } = environment;
  if (domain === undefined) return [];
  const plan = routingPlan({ domain: domain.name, regions, attached: domain.attached });
  return plan.regions
    .filter((each) => each.region === region)
    .flatMap(({ evacuated }) => evacuated)
    .filter(({ isAttached }) => isAttached)
    .map(({ peer, id }) => ({ peer, name: globalName(environment, id) }));
}

/** Why a region cannot be attached to these yet; none when each has data. */
export function judgeAttached(
  region: string,
  checks: readonly AttachedCheck[],
  observations: Observations,
): readonly string[] {
  return checks.flatMap(({ peer, name }) => {
    const count = observations.get(name);
    if (count !== undefined && count > 0) return [];
    const state =
      count === undefined ? `there is no health check ${name} yet` : `the health check ${name} has no data yet`;
    return [
      `${region} would hang on the word of ${peer} and be taken out of DNS, since ${state}: deploy with \`domain.attached: []\` in ` +
        "infra/stage.ts first, wait until the check shows data in the Route 53 console, then attach and deploy again.",
    ];
  });
}
