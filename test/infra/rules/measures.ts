/**
 * What alarms and dashboards look at is there: each dimension names something of this stack, each number of our own is one that the functions
 * publish, and each flow and each published number is looked at by somebody.
 */
import { FUNCTIONS } from "@tandem/functions/manifest";
import { METRICS, METRICS_NAMESPACE, type MetricDefinition } from "@tandem/functions/metric-names";
import { BURN_RATES, FLOWS } from "@tandem/resilience/flows";
import { resourcesOf } from "../deployment.ts";
import { byAlarms, byDashboards, valuesThere } from "./looked-at.ts";
import { at, eachStack, type Rule } from "./rule.ts";

export const dimensions: Rule = eachStack("whatever is looked at is there", (stack, deployment) =>
  [...byAlarms(stack), ...byDashboards(stack)].flatMap((looked) =>
    Object.entries(looked.dimensions)
      .filter(([name, value]) => !valuesThere(stack, deployment, looked.namespace)[name]?.includes(value))
      .map(([name, value]) => `${looked.by} looks for ${looked.name} where ${name} is ${value}, and there is none`),
  ),
);

export const published: Rule = eachStack("our own numbers are asked for as the functions publish them", (stack) =>
  [...byAlarms(stack), ...byDashboards(stack)]
    .filter(({ namespace }) => namespace === METRICS_NAMESPACE)
    .filter(({ name, dimensions: asked }) => {
      const definition = (METRICS as Readonly<Record<string, MetricDefinition>>)[name];
      return definition?.dimensions.toSorted().join() !== Object.keys(asked).toSorted().join();
    })
    .map(({ by, name, dimensions: asked }) => `${by} looks for ${name} by ${Object.keys(asked).join(", ")}`),
);

export const shown: Rule = eachStack(
  "the dashboard shows every number that the functions publish, and every function",
  (stack, deployment) => {
    if (resourcesOf(stack, "aws:cloudwatch/dashboard:Dashboard").length === 0) return [];
    const looked = byDashboards(stack);
    const isAlone = deployment.environment.settings.regions.length === 1;
    const names = Object.entries(METRICS).filter(([, definition]) => !(isAlone && definition.dimensions.length > 2));
    const functions = resourcesOf(stack, "aws:lambda/function:Function").map(({ inputs }) =>
      String(at(inputs, "name")),
    );
    return [
      ...names.map(([name]) => name).filter((name) => !looked.some((each) => each.name === name)),
      ...functions.filter((name) => !looked.some((each) => each.dimensions["FunctionName"] === name)),
    ].map((missing) => `the dashboard does not show ${missing}`);
  },
);

export const flows: Rule = eachStack(
  "every flow is watched on each of its routes, by each rate and for its slowness",
  (stack) => {
    const alarms = byAlarms(stack);
    if (alarms.length === 0) return [];
    return FLOWS.flatMap(({ name, routes, tier }) => {
      // Of what is given up first, nobody needs to know before the morning.
      const rates = BURN_RATES.filter(({ severity }) => tier < 3 || severity === "ticket");
      const windows = rates.flatMap((rate) => [rate.longWindowMinutes, rate.shortWindowMinutes]);
      return routes.flatMap((route) => {
        const of = (metric: string) =>
          alarms.filter(
            (each) => each.name === metric && `${each.dimensions["Method"]} ${each.dimensions["Resource"]}` === route,
          );
        const unseen = windows.filter(
          (minutes) => !["5xx", "Count"].every((metric) => of(metric).some(({ period }) => period === minutes * 60)),
        );
        return [
          ...unseen.map((minutes) => `no alarm sees ${route} of ${name} fail for ${minutes} minutes`),
          ...(of("Latency").length === 1 ? [] : [`${of("Latency").length} alarms see ${route} of ${name} slow`]),
        ];
      });
    });
  },
);

/** What the rest of the issue asks for, by the number that shows it. */
const WATCHED = [
  ...Object.keys(METRICS).filter((name) => !["OutboxItems", "PeerLatencyMs"].includes(name)),
  ...[
    "ReplicationLatency",
    "ReadThrottleEvents",
    "WriteThrottleEvents",
    "SystemErrors",
    "ApproximateAgeOfOldestMessage",
  ],
  ...["ApproximateNumberOfMessagesVisible", "IteratorAge", "DaysToExpiry", "Refused", "ClaimedAccountConcurrency"],
];

export const watched: Rule = eachStack("each thing that can go wrong has its alarm", (stack, { environment }) => {
  if (!environment.settings.watches || stack.kind === "global") return [];
  const alarms = byAlarms(stack);
  const attached = environment.settings.domain?.attached ?? environment.settings.regions;
  const peers = environment.settings.regions.filter((region) => region !== stack.region);
  const isExpected = (name: string) =>
    !["BeatAgeSeconds", "PeerAnswers"].includes(name) || peers.some((peer) => attached.includes(peer));
  const queues = resourcesOf(stack, "aws:sqs/queue:Queue").map(({ inputs }) => String(at(inputs, "name")));
  const functions = Object.keys(FUNCTIONS).flatMap((name) =>
    ["Errors", "Throttles"].map((metric) => [name, metric] as const),
  );
  return [
    ...WATCHED.filter((name) => isExpected(name) && !alarms.some((each) => each.name === name)),
    ...peers.filter((peer) => !alarms.some((each) => each.dimensions["ReceivingRegion"] === peer)),
    ...peers.filter((peer) => attached.includes(peer) && !alarms.some((each) => each.dimensions["Peer"] === peer)),
    ...queues.filter((queue) => !alarms.some((each) => each.dimensions["QueueName"] === queue)),
    ...functions
      .filter(
        ([name, metric]) =>
          !alarms.some((each) => each.name === metric && each.dimensions["FunctionName"]?.endsWith(`-${name}`)),
      )
      .map(([name, metric]) => `${metric} of ${name}`),
  ].map((what) => `no alarm watches ${what}`);
});

export const MEASURE_RULES: readonly Rule[] = [dimensions, published, shown, flows, watched];
