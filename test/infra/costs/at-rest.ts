/** What production costs while nobody comes: health checkers ask, ticks tick, alarms look. All regions together. */
import { FUNCTIONS, type FunctionName } from "@tandem/functions/manifest";
import { SECOND_MS } from "@tandem/kernel";
import { VERDICT_AGE_MS_MAX } from "@tandem/resilience";
import type { Line } from "./bill.ts";
import { type CountedGraph, HTTP_METRICS } from "./counted-graph.ts";
import type { MeasuredShop } from "./measured-shop.ts";
import { ASSUMED } from "./prices.ts";

export const GB = 1_000_000_000;
const MONTH_S = ASSUMED.monthSeconds.value;
/** A region looks at itself this often, in each environment of its readiness. */
const VERDICT_SECONDS = VERDICT_AGE_MS_MAX / SECOND_MS;

export function atRest(graph: CountedGraph, shop: MeasuredShop): readonly Line[] {
  return [...checking(graph, shop), ...minding(graph, shop), ...watching(graph)];
}

function checking(graph: CountedGraph, { verdict: looked }: MeasuredShop): readonly Line[] {
  const { regions, endpointChecks, checkerRegions, checkSeconds } = graph;
  const checkers = checkerRegions * ASSUMED.checkersPerRegion.value;
  const asked = (endpointChecks * checkers * MONTH_S) / checkSeconds;
  const verdicts = (regions * ASSUMED.readinessEnvironments.value * MONTH_S) / VERDICT_SECONDS;
  const checks = `${endpointChecks} checks x ${checkers} checkers, every ${checkSeconds} s`;
  const verdict = `${regions} regions x ${ASSUMED.readinessEnvironments.value} environments, every ${VERDICT_SECONDS} s`;
  const written = looked.writes + looked.replicated * (regions - 1);
  return [
    {
      what: "health checks",
      arithmetic: "own readiness, and one for each peer",
      count: endpointChecks,
      price: "endpointCheck",
    },
    { what: "calculated checks", arithmetic: "one a region", count: graph.calculatedChecks, price: "calculatedCheck" },
    { what: "checkers' requests", arithmetic: checks, count: asked, price: "httpRequest" },
    { what: "their invocations", arithmetic: "one each", count: asked, price: "invocation" },
    { what: "their time", ...seconds("readiness", asked, ASSUMED.readinessMs.value), price: "gbSecond" },
    { what: "restrictions read for /evacuated", arithmetic: "half of them", count: asked / 2, price: "readUnit" },
    { what: "verdicts: a read", arithmetic: verdict, count: verdicts * looked.reads, price: "readUnit" },
    { what: "verdicts: a write", arithmetic: `${written} units each`, count: verdicts * written, price: "writeUnit" },
    { what: "verdicts: the public name", arithmetic: "one each", count: verdicts, price: "httpRequest" },
    { what: "verdicts: the api, twice", arithmetic: "by name, and called", count: 2 * verdicts, price: "invocation" },
    { what: "verdicts: its time", ...seconds("api", 2 * verdicts, ASSUMED.pingMs.value), price: "gbSecond" },
    { what: "access log", ...logged(asked + verdicts, ASSUMED.accessLineBytes.value), price: "logGb" },
    {
      what: "log of these functions",
      ...logged(asked + 2 * verdicts, ASSUMED.invocationLogBytes.value),
      price: "logGb",
    },
  ];
}

function minding({ regions }: CountedGraph, { tick, list }: MeasuredShop): readonly Line[] {
  const ticks = (regions * MONTH_S) / 60;
  const polls = (regions * ASSUMED.pollers.value * MONTH_S) / ASSUMED.pollSeconds.value;
  const units = tick.writes + tick.replicated * (regions - 1);
  const probes = ticks * (regions - 1);
  return [
    { what: "ticks", arithmetic: `${regions} regions, every minute`, count: ticks, price: "invocation" },
    { what: "their time", ...seconds("tick", ticks, ASSUMED.tickMs.value), price: "gbSecond" },
    { what: "their reads", arithmetic: `${tick.reads} units each`, count: ticks * tick.reads, price: "readUnit" },
    { what: "their writes: the beat", arithmetic: `${units} units each`, count: ticks * units, price: "writeUnit" },
    { what: "their requests to peers", arithmetic: "one a peer", count: probes, price: "httpRequest" },
    { what: "answered by", arithmetic: "one each", count: probes, price: "invocation" },
    { what: "which reads", arithmetic: `${list.reads} units each`, count: probes * list.reads, price: "readUnit" },
    { what: "the queue's depth", arithmetic: "one a tick", count: ticks, price: "queueRequest" },
    {
      what: "asking empty queues",
      arithmetic: `${regions} regions x ${ASSUMED.pollers.value} pollers, every ${ASSUMED.pollSeconds.value} s`,
      count: polls,
      price: "queueRequest",
    },
  ];
}

function watching(graph: CountedGraph): readonly Line[] {
  const routes = graph.countedRoutes * HTTP_METRICS;
  return [
    {
      what: "alarms",
      arithmetic: `${graph.alarms} alarms, by what they look at`,
      count: graph.alarmMetrics,
      price: "alarmMetric",
    },
    { what: "composite alarms", arithmetic: "burn rates", count: graph.compositeAlarms, price: "compositeAlarm" },
    {
      what: "metrics of the functions",
      arithmetic: "of each region, and of each peer",
      count: graph.ownMetrics,
      price: "customMetric",
    },
    {
      what: "metrics of each route, at most",
      arithmetic: `${graph.countedRoutes} routes x ${HTTP_METRICS}; only for hours in which a route is asked`,
      count: routes,
      price: "customMetric",
    },
    {
      what: "dashboards",
      arithmetic: "one a region; an account's first three are free",
      count: graph.dashboards,
      price: "dashboard",
    },
    { what: "the zone", arithmetic: "answers for aliases are free", count: 1, price: "zone" },
  ];
}

export function seconds(name: FunctionName, count: number, ms: number): Pick<Line, "arithmetic" | "count"> {
  const { memoryMb } = FUNCTIONS[name];
  return { arithmetic: `${ms} ms of ${memoryMb} MB each`, count: (count * ms * memoryMb) / 1_000 / 1_024 };
}

export function logged(count: number, bytes: number): Pick<Line, "arithmetic" | "count"> {
  return { arithmetic: `${bytes} bytes each`, count: (count * bytes) / GB };
}
