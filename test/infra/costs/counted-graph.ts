/** What an environment's stacks hold of the things that cost while nobody comes. */
import { METRIC_DIMENSIONS, METRICS } from "@tandem/functions/metric-names";
import { type Deployment, regionStacks, resourcesOf } from "../deployment.ts";
import type { GraphResource } from "../graph/graph.ts";
import { at, listAt } from "../rules/rule.ts";

export interface CountedGraph {
  readonly regions: number;
  readonly endpointChecks: number;
  /** How often each is asked, from how many regions. */
  readonly checkSeconds: number;
  readonly checkerRegions: number;
  readonly calculatedChecks: number;
  readonly alarms: number;
  /** CloudWatch charges an alarm for each metric that its formula looks at. */
  readonly alarmMetrics: number;
  readonly compositeAlarms: number;
  readonly ownMetrics: number;
  /** Routes that count for themselves, each with HTTP_METRICS. */
  readonly countedRoutes: number;
  readonly dashboards: number;
  readonly vaults: number;
}

/** Count, 4xx, 5xx, Latency, IntegrationLatency, DataProcessed. */
export const HTTP_METRICS = 6;

export function countGraph(deployment: Deployment): CountedGraph {
  const regional = regionStacks(deployment);
  const all = (type: string) => deployment.stacks.flatMap((stack) => resourcesOf(stack, type));
  const checks = all("aws:route53/healthCheck:HealthCheck");
  const endpoints = checks.filter((each) => at(each.inputs, "type") !== "CALCULATED");
  const alarms = all("aws:cloudwatch/metricAlarm:MetricAlarm");
  return {
    regions: regional.length,
    endpointChecks: endpoints.length,
    checkSeconds: Number(at(endpoints[0]?.inputs, "requestInterval")),
    checkerRegions: listAt(endpoints[0]?.inputs, "regions").length,
    calculatedChecks: checks.length - endpoints.length,
    alarms: alarms.length,
    alarmMetrics: alarms.reduce((sum, alarm) => sum + metricsOf(alarm), 0),
    compositeAlarms: all("aws:cloudwatch/compositeAlarm:CompositeAlarm").length,
    ownMetrics: all("aws:cloudwatch/logMetricFilter:LogMetricFilter").length + published(regional.length),
    countedRoutes: regional.reduce((sum, stack) => sum + countedRoutes(stack.graph.resources), 0),
    dashboards: all("aws:cloudwatch/dashboard:Dashboard").length,
    vaults: all("aws:backup/vault:Vault").length,
  };
}

function metricsOf({ inputs }: GraphResource): number {
  return listAt(inputs, "metricQueries").filter((query) => at(query, "metric") !== undefined).length;
}

/** By the functions: about each region, and by each region about each peer. */
function published(regions: number): number {
  const dimensions = Object.values(METRICS).map((metric) => metric.dimensions);
  const ofPeers = dimensions.filter((each) => each === METRIC_DIMENSIONS.peer).length;
  return (dimensions.length - ofPeers) * regions + ofPeers * regions * (regions - 1);
}

function countedRoutes(resources: readonly GraphResource[]): number {
  const counted = resources
    .filter(({ type, inputs }) => {
      const isStage = type === "aws:apigatewayv2/stage:Stage";
      return isStage && at(inputs, "defaultRouteSettings", "detailedMetricsEnabled") === true;
    })
    .map(({ inputs }) => at(inputs, "apiId"));
  return resources.filter(
    ({ type, inputs }) => type === "aws:apigatewayv2/route:Route" && counted.includes(at(inputs, "apiId")),
  ).length;
}
