/**
 * The routing plan made real for this region: who sees that it is ready, whose word takes it out, and the records by which customers are
 * sent to it. Every rule is in `packages/resilience/src/routing-plan.ts`, which the local world's router obeys as well.
 */
import type { EndpointCheck, RegionRouting } from "@tandem/resilience/routing-plan";
import { globalName } from "../names.ts";
import type { RegionScope } from "../scope.ts";
import { aliasOf, type HostNames } from "./host-names.ts";

export function createRouting(settings: {
  readonly scope: RegionScope;
  readonly zoneId: string;
  readonly plan: RegionRouting;
  readonly names: HostNames;
}) {
  const { scope, zoneId, plan, names } = settings;
  const tagsOf = (id: string) => ({ Name: globalName(scope.environment, id) });
  const checks = new Map<string, aws.route53.HealthCheck>();
  // Every peer's, attached or not: a check must have data before anything hangs on it.
  for (const check of [plan.ready, ...plan.evacuated])
    checks.set(check.id, new aws.route53.HealthCheck(check.id, { ...asked(check), tags: tagsOf(check.id) }));
  const serves = new aws.route53.HealthCheck(plan.serves.id, {
    type: "CALCULATED",
    childHealthchecks: plan.serves.children.map((id) => idOf(checks, id)),
    childHealthThreshold: plan.serves.threshold,
    tags: tagsOf(plan.serves.id),
  });
  checks.set(plan.serves.id, serves);
  for (const record of plan.records)
    new aws.route53.Record(`SharedRecord${record.type}`, {
      zoneId,
      name: record.name,
      type: record.type,
      setIdentifier: record.setIdentifier,
      latencyRoutingPolicies: [{ region: record.region }],
      healthCheckId: idOf(checks, record.check),
      aliases: [aliasOf(names.shared, record.evaluateTargetHealth)],
    });
  return { checks };
}

function asked(check: EndpointCheck): aws.route53.HealthCheckArgs {
  return {
    type: "HTTPS_STR_MATCH",
    fqdn: check.host,
    port: check.port,
    resourcePath: check.path,
    searchString: check.searchString,
    invertHealthcheck: check.inverted,
    requestInterval: check.intervalS,
    failureThreshold: check.failureThreshold,
    regions: [...check.checkerRegions],
    enableSni: true,
  };
}

function idOf(checks: ReadonlyMap<string, aws.route53.HealthCheck>, id: string): $util.Output<string> {
  const check = checks.get(id);
  if (check === undefined) throw new Error(`The routing plan hangs something on ${id}, and makes no such check`);
  return check.id;
}
