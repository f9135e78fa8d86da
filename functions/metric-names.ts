/**
 * Every number that the functions publish, as plain data: the functions write under these names, and the alarms and the dashboard
 * look for them under the same. CloudWatch keeps them in the region that published them.
 */

/** The namespace in CloudWatch. */
export const METRICS_NAMESPACE = "Tandem";

/**
 * What tells one series from another. One account may hold several environments, and each has a table of its own name, so the table stands
 * for the environment; the region is said although CloudWatch is regional, so that a dashboard of one region can show the other's.
 */
export const METRIC_DIMENSIONS = {
  /** A region as a whole. */
  region: ["Table", "Region"],
  /** What a region sees of one peer. */
  peer: ["Table", "Region", "Peer"],
} as const;

/** CloudWatch's own words for them. */
export type MetricUnit = "Seconds" | "Milliseconds" | "Count";

export interface MetricDefinition {
  readonly unit: MetricUnit;
  readonly dimensions: readonly ("Table" | "Region" | "Peer")[];
  /** What the number says, for whoever looks at a graph of it. */
  readonly about: string;
}

/**
 * `tick` publishes them once a minute, so a minute without them is one without a tick; `on-message` adds conflicts as it settles them, and
 * `api` those that somebody's edit puts an end to.
 */
export const METRICS = {
  TickDone: {
    unit: "Count",
    dimensions: METRIC_DIMENSIONS.region,
    about: "1 for each run of the minute's work that got to its end whole",
  },
  OutboxItems: {
    unit: "Count",
    dimensions: METRIC_DIMENSIONS.region,
    about:
      "promised work that is not done yet, put off and parked included; beyond a few thousand it counts no further",
  },
  OutboxOldestAgeSeconds: {
    unit: "Seconds",
    dimensions: METRIC_DIMENSIONS.region,
    about: "how long the oldest work that is due has waited; 0 when nothing is due. Parked work is not waiting",
  },
  ParkedItems: {
    unit: "Count",
    dimensions: METRIC_DIMENSIONS.region,
    about: "work that is tried no more until a person releases it",
  },
  WalkAgeSeconds: {
    unit: "Seconds",
    dimensions: METRIC_DIMENSIONS.region,
    about: "since the walk over all records last came to the end; absent until it first has",
  },
  Conflicts: {
    unit: "Count",
    dimensions: METRIC_DIMENSIONS.region,
    about: "what a merge had to decide, such as one order taken on in two regions; counted where it is settled",
  },
  PeerAnswers: {
    unit: "Count",
    dimensions: METRIC_DIMENSIONS.peer,
    about: "1 if the peer answered a customer's request from here, 0 if not",
  },
  PeerLatencyMs: {
    unit: "Milliseconds",
    dimensions: METRIC_DIMENSIONS.peer,
    about: "how long that answer took; absent when there was none",
  },
  BeatAgeSeconds: {
    unit: "Seconds",
    dimensions: METRIC_DIMENSIONS.peer,
    about:
      "how old the peer's last beat is when it is read here: replication's delay, and up to a minute between two beats and ticks, and any difference of the two clocks",
  },
} as const satisfies Readonly<Record<string, MetricDefinition>>;

export type MetricName = keyof typeof METRICS;
