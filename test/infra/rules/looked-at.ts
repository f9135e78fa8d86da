/** What the alarms and the dashboard of a stack look at, read from its graph, and what there is to look at. */
import { METRICS_NAMESPACE } from "@tandem/functions/metric-names";
import { type Deployment, resourcesOf, type Stack } from "../deployment.ts";
import type { Plain } from "../graph/graph.ts";
import { at, listAt } from "./rule.ts";

export interface Looked {
  readonly by: string;
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly period?: number;
}

/** By dimension, every value that stands for something of this stack. */
export function valuesThere(
  stack: Stack,
  { environment }: Deployment,
  namespace: string,
): Readonly<Record<string, readonly string[]>> {
  const ids = (type: string, key: string) => resourcesOf(stack, type).map(({ state }) => String(at(state, key)));
  const routes = resourcesOf(stack, "aws:apigatewayv2/route:Route").map(({ inputs }) =>
    String(at(inputs, "routeKey")).split(" "),
  );
  const tables = stack.graph.invokes
    .filter(({ token }) => token.endsWith(":getTable"))
    .map(({ args }) => String(at(args, "name")));
  const peers = environment.settings.regions.filter((region) => region !== stack.region);
  const policies = resourcesOf(stack, "aws:iam/role:Role").map(({ inputs }) => JSON.stringify(inputs));
  const granted = [...policies.join().matchAll(/dynamodb:(\w+)/g)].map(([, operation = ""]) => operation);
  const known: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
    [METRICS_NAMESPACE]: { Table: tables, Region: [stack.region], Peer: peers },
    "AWS/ApiGateway": {
      ApiId: ids("aws:apigatewayv2/api:Api", "id"),
      Stage: ids("aws:apigatewayv2/stage:Stage", "name"),
      Method: routes.map(([method = ""]) => method),
      Resource: routes.map(([, resource = ""]) => resource),
    },
    "AWS/Lambda": { FunctionName: ids("aws:lambda/function:Function", "name") },
    "AWS/SQS": { QueueName: ids("aws:sqs/queue:Queue", "name") },
    // A transaction needs no right of its own name, but the one for each of its writes.
    "AWS/DynamoDB": { TableName: tables, ReceivingRegion: peers, Operation: [...granted, "TransactWriteItems"] },
    "AWS/CertificateManager": { CertificateArn: ids("aws:acm/certificate:Certificate", "arn") },
  };
  return known[namespace] ?? {};
}

export function byAlarms(stack: Stack): readonly Looked[] {
  return resourcesOf(stack, "aws:cloudwatch/metricAlarm:MetricAlarm").flatMap(({ inputs }) =>
    listAt(inputs, "metricQueries").flatMap((query) => {
      const metric = at(query, "metric");
      if (metric === undefined) return [];
      const entries = Object.entries((at(metric, "dimensions") ?? {}) as Readonly<Record<string, Plain>>);
      return [
        {
          by: String(at(inputs, "name")),
          namespace: String(at(metric, "namespace")),
          name: String(at(metric, "metricName")),
          dimensions: Object.fromEntries(entries.map(([key, value]) => [key, String(value)])),
          period: Number(at(metric, "period")),
        },
      ];
    }),
  );
}

export function byDashboards(stack: Stack): readonly Looked[] {
  return resourcesOf(stack, "aws:cloudwatch/dashboard:Dashboard").flatMap(({ inputs }) => {
    const body = JSON.parse(String(at(inputs, "dashboardBody"))) as Plain;
    const lines = listAt(body, "widgets").flatMap((widget) => listAt(widget, "properties", "metrics"));
    return lines.flatMap((line) => {
      const words = (Array.isArray(line) ? line : []).filter((word) => typeof word === "string");
      const [namespace, name, ...pairs] = words;
      if (namespace === undefined || name === undefined) return [];
      const names = pairs.filter((_, place) => place % 2 === 0);
      return [
        {
          by: "the dashboard",
          namespace,
          name,
          dimensions: Object.fromEntries(names.map((key, place) => [key, String(pairs[2 * place + 1])])),
        },
      ];
    });
  });
}
