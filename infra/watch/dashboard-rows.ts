/** The four questions of three in the morning, in the order in which they are asked. */
import { FUNCTIONS, type FunctionName } from "@tandem/functions/manifest";
import { FLOWS, type Flow } from "@tandem/resilience/flows";
import { FIVE_MINUTES_S, MINUTE_S, overAll, sumOf } from "./alarms/alarm.ts";
import type { Graph, Line, Row } from "./dashboard-widgets.ts";
import {
  type HttpMetric,
  type Measure,
  ofAllFunctions,
  ofApi,
  ofFunction,
  ofPeer,
  ofQueue,
  ofRefusals,
  ofRegion,
  ofReplication,
  ofRoute,
  ofTable,
  type PeerMetric,
  type RegionMetric,
  type Watched,
} from "./measures.ts";

export function dashboardRows(watched: Watched): readonly Row[] {
  return [customers(watched), workMoves(watched), regionsAgree(watched), room(watched)];
}

function customers({ apiId }: Watched): Row {
  const of = (flow: Flow, id: string, metric: { name: HttpMetric; stat: string }) => {
    const prefix = `${id}${FLOWS.indexOf(flow)}x`;
    const measures = flow.routes.map((route, index) => [`${prefix}${index}`, ofRoute(apiId, route, metric)] as const);
    return { ids: measures.map(([name]) => name), measures: Object.fromEntries(measures) };
  };
  const lines = (line: (flow: Flow) => { of: Record<string, Measure>; formula: string }) =>
    FLOWS.map((flow) => ({ label: flow.name, ...line(flow) }));
  return {
    title: "Are customers served?",
    graphs: [
      {
        title: "Requests a minute",
        periodS: MINUTE_S,
        lines: lines((flow) => {
          const { ids, measures } = of(flow, "asked", { name: "Count", stat: "Sum" });
          return { of: measures, formula: sumOf(ids) };
        }),
      },
      {
        title: "Good answers, %",
        periodS: FIVE_MINUTES_S,
        range: { max: 100 },
        marks: [...new Set(FLOWS.map(({ objective }) => objective))].map((objective) => ({
          label: "promised",
          value: 100 * objective,
        })),
        lines: lines((flow) => {
          const asked = of(flow, "asked", { name: "Count", stat: "Sum" });
          const failed = of(flow, "failed", { name: "5xx", stat: "Sum" });
          const good = `100 * (1 - ${sumOf(failed.ids)} / ${sumOf(asked.ids)})`;
          return { of: { ...asked.measures, ...failed.measures }, formula: good };
        }),
      },
      {
        title: "The slowest in a hundred, ms",
        periodS: FIVE_MINUTES_S,
        range: { min: 0 },
        lines: lines((flow) => {
          const { ids, measures } = of(flow, "slow", { name: "Latency", stat: "p99" });
          return { of: measures, formula: overAll("MAX", ids) };
        }),
      },
    ],
  };
}

function workMoves(watched: Watched): Row {
  const region = (name: RegionMetric, label: string, right = false) =>
    line(label, ofRegion(watched, name, "Maximum"), right);
  return {
    title: "Does the work move?",
    graphs: [
      graph("Work that waits", [
        region("OutboxOldestAgeSeconds", "oldest due, s"),
        region("OutboxItems", "items", true),
      ]),
      graph("Hints that wait", [
        line("queue, s", ofQueue(watched.queueName, "ApproximateAgeOfOldestMessage")),
        line("stream, ms", ofFunction(watched, "on-table-change", { name: "IteratorAge", stat: "Maximum" }), true),
      ]),
      graph("Left to people", [
        region("ParkedItems", "parked"),
        line("dead letters", ofQueue(watched.deadLettersName, "ApproximateNumberOfMessagesVisible")),
        line("stream failures", ofQueue(watched.streamFailuresName, "ApproximateNumberOfMessagesVisible")),
      ]),
      graph("The minute's work", [
        line("ticks done", ofRegion(watched, "TickDone", "Sum")),
        region("WalkAgeSeconds", "age of the walk, s", true),
      ]),
    ],
  };
}

function regionsAgree(watched: Watched): Row {
  const { peers } = watched.scope;
  const ofPeers = (label: string, name: PeerMetric, stat: string) =>
    peers.map((peer) => line(`${label} ${peer}`, ofPeer(watched, peer, { name, stat }), name === "PeerLatencyMs"));
  const aboutPeers: readonly Graph[] = [
    {
      ...graph(
        "Replication, ms",
        peers.map((peer) => line(`to ${peer}`, ofReplication(watched, peer))),
      ),
      periodS: FIVE_MINUTES_S,
    },
    graph("Age of the latest beat, s", ofPeers("of", "BeatAgeSeconds", "Maximum")),
    graph("Peers answer", [
      ...ofPeers("answers of", "PeerAnswers", "Minimum"),
      ...ofPeers("ms of", "PeerLatencyMs", "Maximum"),
    ]),
  ];
  const conflicts = graph("Conflicts settled", [line("in five minutes", ofRegion(watched, "Conflicts", "Sum"))]);
  return {
    title: "Do the regions agree?",
    graphs: [...(peers.length === 0 ? [] : aboutPeers), { ...conflicts, periodS: FIVE_MINUTES_S }],
  };
}

function room(watched: Watched): Row {
  const functions = Object.keys(FUNCTIONS) as FunctionName[];
  const ofFunctions = (name: "Errors" | "Throttles", unit: string) =>
    functions.map((each) => line(`${each} ${unit}`, ofFunction(watched, each, { name, stat: "Sum" })));
  return {
    title: "Is there room?",
    graphs: [
      graph("Functions at once", [
        line("claimed", ofAllFunctions("ClaimedAccountConcurrency")),
        { label: "quota", of: { running: ofAllFunctions("ConcurrentExecutions") }, formula: "SERVICE_QUOTA(running)" },
      ]),
      graph("Functions fail or are refused", [
        ...ofFunctions("Errors", "fails"),
        ...ofFunctions("Throttles", "refused"),
      ]),
      graph("The table refuses", [
        line("reads", ofTable(watched, "ReadThrottleEvents")),
        line("writes", ofTable(watched, "WriteThrottleEvents")),
      ]),
      graph("Requests that are the caller's fault", [
        line("all 4xx", ofApi(watched.apiId, "4xx", "Sum")),
        line("too many (429)", ofRefusals(watched)),
      ]),
    ],
  };
}

function graph(title: string, lines: readonly Line[]): Graph {
  return { title, lines, periodS: MINUTE_S, range: { min: 0 } };
}

function line(label: string, measure: Measure, right = false): Line {
  return { label, measure, right };
}
