/**
 * Where the numbers of this region are found in CloudWatch: namespace, name and dimensions, said once for the alarms and the dashboard. An
 * alarm on a misspelt dimension is never an error, it is only silent for ever; so nobody else writes a dimension down.
 */
import type { FunctionName } from "@tandem/functions/manifest";
import { type METRICS, METRICS_NAMESPACE, type MetricName } from "@tandem/functions/metric-names";
import type { Route } from "@tandem/resilience/flows";
import { regionalName } from "../names.ts";
import type { RegionScope } from "../scope.ts";

export interface Measure {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, $util.Input<string>>>;
  /** CloudWatch's word, as `Sum` or `p99`. */
  readonly stat: string;
}

/** What this region has that can be looked at. */
export interface Watched {
  readonly scope: RegionScope;
  readonly tableName: string;
  /** Ids of the two HTTP APIs. */
  readonly apiId: $util.Input<string>;
  readonly readinessApiId: $util.Input<string>;
  readonly queueName: string;
  readonly deadLettersName: string;
  readonly streamFailuresName: string;
  /** Only a stage with a domain has one. */
  readonly certificateArn?: $util.Input<string>;
}

type MetricOf<Dimension extends readonly string[]> = {
  [Name in MetricName]: (typeof METRICS)[Name]["dimensions"] extends Dimension ? Name : never;
}[MetricName];
export type RegionMetric = MetricOf<readonly ["Table", "Region"]>;
export type PeerMetric = MetricOf<readonly ["Table", "Region", "Peer"]>;

/** What the functions of this region publish about it. */
export function ofRegion({ tableName, scope }: Watched, name: RegionMetric, stat: string): Measure {
  return { namespace: METRICS_NAMESPACE, name, stat, dimensions: { Table: tableName, Region: scope.region } };
}

/** What they publish about a peer. */
export function ofPeer(watched: Watched, peer: string, metric: { name: PeerMetric; stat: string }): Measure {
  const { tableName, scope } = watched;
  const dimensions = { Table: tableName, Region: scope.region, Peer: peer };
  return { namespace: METRICS_NAMESPACE, ...metric, dimensions };
}

export type HttpMetric = "4xx" | "5xx" | "Count" | "Latency";

/** A whole HTTP API. */
export function ofApi(apiId: $util.Input<string>, name: HttpMetric, stat: string): Measure {
  return { namespace: "AWS/ApiGateway", name, stat, dimensions: { ApiId: apiId } };
}

/** One route of an HTTP API, which counts for itself because its stage has `detailedMetricsEnabled`. */
export function ofRoute(apiId: $util.Input<string>, route: Route, metric: { name: HttpMetric; stat: string }): Measure {
  const [method = "", resource = ""] = route.split(" ");
  const dimensions = { ApiId: apiId, Stage: "$default", Method: method, Resource: resource };
  return { namespace: "AWS/ApiGateway", ...metric, dimensions };
}

export function ofFunction(
  { scope }: Watched,
  functionName: FunctionName,
  metric: { name: "Errors" | "Invocations" | "Throttles" | "IteratorAge" | "Duration"; stat: string },
): Measure {
  const dimensions = { FunctionName: regionalName(scope.environment, scope.region, functionName) };
  return { namespace: "AWS/Lambda", ...metric, dimensions };
}

/** All functions of the account in this region, those of other environments included. */
export function ofAllFunctions(name: "ClaimedAccountConcurrency" | "ConcurrentExecutions"): Measure {
  return { namespace: "AWS/Lambda", name, stat: "Maximum", dimensions: {} };
}

export function ofQueue(
  queueName: string,
  name: "ApproximateAgeOfOldestMessage" | "ApproximateNumberOfMessagesVisible",
): Measure {
  return { namespace: "AWS/SQS", name, stat: "Maximum", dimensions: { QueueName: queueName } };
}

/** This region's replica; with an operation, as `GetItem`, only what was asked of it by that. */
export function ofTable(
  { tableName }: Watched,
  name: "ReadThrottleEvents" | "WriteThrottleEvents" | "SystemErrors",
  operation?: string,
): Measure {
  const dimensions = { TableName: tableName, ...(operation === undefined ? {} : { Operation: operation }) };
  return { namespace: "AWS/DynamoDB", name, stat: "Sum", dimensions };
}

/** How long writes of this region take to a peer. CloudWatch has it where they were written, every five minutes. */
export function ofReplication({ tableName }: Watched, peer: string): Measure {
  const dimensions = { TableName: tableName, ReceivingRegion: peer };
  return { namespace: "AWS/DynamoDB", name: "ReplicationLatency", stat: "Average", dimensions };
}

export function ofCertificate(certificateArn: $util.Input<string>): Measure {
  const dimensions = { CertificateArn: certificateArn };
  return { namespace: "AWS/CertificateManager", name: "DaysToExpiry", stat: "Minimum", dimensions };
}

/**
 * Requests refused for being too many, which API Gateway counts among all other 4xx: they are counted in its access log instead. A count made from
 * a log can have no dimension, so that the environment is said in the namespace.
 */
export function ofRefusals({ scope }: Watched): Measure {
  return { namespace: `${METRICS_NAMESPACE}/${scope.environment.name}`, name: "Refused", stat: "Sum", dimensions: {} };
}
