/**
 * Slowness of each customer journey. The 99th percentiles of two routes cannot be added up, so a flow is as slow as its slowest route: one
 * alarm, one mail, and the dashboard shows which route it is.
 */
import { FLOWS, type Flow } from "@tandem/resilience/flows";
import { ofRoute, type Watched } from "../measures.ts";
import { FIVE_MINUTES_S, type MetricAlarm, overAll, SILENCE_IS_GOOD } from "./alarm.ts";

/** Requests in five minutes below which a route counts as quick: of fewer, the slowest in a hundred is a single one, and a cold start would ring. */
const REQUESTS_MIN = 100;
/** A deployment makes every environment cold once; a quarter of an hour is more than that. */
const PERIODS = 3;

export function flowLatency(watched: Watched): readonly MetricAlarm[] {
  return FLOWS.map((flow) => slownessOf(watched, flow));
}

function slownessOf({ apiId }: Watched, flow: Flow): MetricAlarm {
  const of = flow.routes.flatMap((route, index) => [
    [`asked${index}`, ofRoute(apiId, route, { name: "Count", stat: "Sum" })] as const,
    [`slow${index}`, ofRoute(apiId, route, { name: "Latency", stat: "p99" })] as const,
  ]);
  const routes = flow.routes.map(
    (_, index) => `IF(FILL(asked${index}, 0) >= ${REQUESTS_MIN}, FILL(slow${index}, 0), 0)`,
  );
  return {
    name: `${flow.name}-slow`,
    severity: flow.tier === 1 ? "page" : "ticket",
    owner: "shop",
    notices: `Customers wait longer than ${flow.latencyMs} ms, one in a hundred at least; some give up. Then: ${flow.about}`,
    lookAt: "the dashboard's first row for which flow, its last row for throttles and concurrency",
    runbook: "customers-wait.md",
    condition: {
      of: Object.fromEntries(of),
      formula: overAll("MAX", routes),
      label: "ms, the slowest in a hundred on the slowest route",
      rings: "above",
      threshold: flow.latencyMs,
      periodS: FIVE_MINUTES_S,
      periods: PERIODS,
      missing: SILENCE_IS_GOOD,
    },
  };
}
