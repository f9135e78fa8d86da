/**
 * Publishes numbers without calling anybody: a line on the standard output in CloudWatch's embedded metric format, which CloudWatch Logs
 * makes metrics of. So a region whose control planes are away still counts, and a function is never slower for being watched. The format is
 * one JSON object; a library for it would bring its own state and its own reading of the environment, which a few lines here do not.
 */
import { assert, type Clock, type Region } from "@tandem/kernel";
import { METRICS, METRICS_NAMESPACE, type MetricDefinition, type MetricName } from "./metric-names.ts";

type About<Dimension extends string> = {
  [Name in MetricName]: Dimension extends (typeof METRICS)[Name]["dimensions"][number] ? Name : never;
}[MetricName];
export type PeerMetric = About<"Peer">;
export type RegionMetric = Exclude<MetricName, PeerMetric>;
/** What is undefined is not known, and not published. */
type Values<Name extends MetricName> = { readonly [Each in Name]?: number | undefined };

export interface Metrics {
  /** Of this region as a whole. */
  publish(values: Values<RegionMetric>): void;
  /** Of one peer as it is seen from here. */
  publishPeer(peer: Region, values: Values<PeerMetric>): void;
}

export interface MetricsOptions {
  /** Stands for the environment. */
  readonly table: string;
  readonly region: Region;
  readonly clock: Pick<Clock, "nowMs">;
  readonly write?: (line: string) => void;
}

export function createMetrics({ table, region, clock, write = writeLine }: MetricsOptions): Metrics {
  const own = { Table: table, Region: region };

  function publish(dimensions: Readonly<Record<string, string>>, values: Values<MetricName>): void {
    const known = Object.entries(values).filter(([, value]) => value !== undefined);
    if (known.length === 0) return;
    for (const [name, value] of known) assert(Number.isFinite(value), `${name} is ${value}: a metric is a number`);
    const definitions: Readonly<Record<string, MetricDefinition>> = METRICS;
    const directive = {
      Namespace: METRICS_NAMESPACE,
      Dimensions: [Object.keys(dimensions)],
      Metrics: known.map(([name]) => ({ Name: name, Unit: definitions[name]?.unit })),
    };
    const metadata = { Timestamp: clock.nowMs(), CloudWatchMetrics: [directive] };
    write(JSON.stringify({ _aws: metadata, ...dimensions, ...Object.fromEntries(known) }));
  }

  return {
    publish: (values) => publish(own, values),
    publishPeer: (peer, values) => publish({ ...own, Peer: peer }, values),
  };
}

/** Not through the console, whose lines Lambda puts into an envelope of its own: CloudWatch would find no metrics in it. */
function writeLine(line: string): void {
  process.stdout.write(`${line}\n`);
}
