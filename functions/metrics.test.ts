import { region } from "@tandem/kernel";
import { expect, test } from "vitest";
import * as z from "zod";
import { METRIC_DIMENSIONS, METRICS, METRICS_NAMESPACE, type MetricDefinition } from "./metric-names.ts";
import { createMetrics, type MetricsOptions } from "./metrics.ts";

const EAST = region("us-east-1");
const WEST = region("us-west-2");
const NOON_MS = Date.UTC(2026, 10, 21, 12);

/** The JSON schema of "Specification: Embedded metric format" in the CloudWatch user guide, its examples and titles left out. */
const NAME = { type: "string", pattern: "^(.*)$", minLength: 1, maxLength: 1_024 } as const;
const UNITS =
  "Seconds|Microseconds|Milliseconds|Bytes|Kilobytes|Megabytes|Gigabytes|Terabytes|Bits|Kilobits|Megabits|Gigabits|Terabits|Percent|Count|" +
  "Bytes\\/Second|Kilobytes\\/Second|Megabytes\\/Second|Gigabytes\\/Second|Terabytes\\/Second|Bits\\/Second|Kilobits\\/Second|" +
  "Megabits\\/Second|Gigabits\\/Second|Terabits\\/Second|Count\\/Second|None";
const EMF = z.fromJSONSchema({
  type: "object",
  required: ["_aws"],
  properties: {
    _aws: {
      type: "object",
      required: ["Timestamp", "CloudWatchMetrics"],
      properties: {
        Timestamp: { type: "integer" },
        CloudWatchMetrics: {
          type: "array",
          items: {
            type: "object",
            required: ["Namespace", "Dimensions", "Metrics"],
            properties: {
              Namespace: NAME,
              Dimensions: {
                type: "array",
                minItems: 1,
                items: { type: "array", minItems: 0, maxItems: 30, items: { ...NAME, maxLength: 250 } },
              },
              Metrics: {
                type: "array",
                items: {
                  type: "object",
                  required: ["Name"],
                  properties: {
                    Name: NAME,
                    Unit: { type: "string", pattern: `^(${UNITS})$` },
                    StorageResolution: { type: "integer" },
                  },
                },
              },
            },
          },
        },
      },
    },
  },
});

function record(changed: Partial<MetricsOptions> = {}) {
  const lines: string[] = [];
  const clock = { nowMs: () => NOON_MS };
  const metrics = createMetrics({
    table: "shop-1",
    region: EAST,
    clock,
    write: (line) => lines.push(line),
    ...changed,
  });
  return { metrics, lines };
}

/** What the schema cannot say: each dimension that is named is a text beside it, and each metric a number. */
function expectWhole(line: string): void {
  const document = JSON.parse(line);
  expect(EMF.safeParse(document)).toMatchObject({ success: true });
  for (const { Dimensions, Metrics } of document._aws.CloudWatchMetrics) {
    for (const name of Dimensions.flat()) expect(document[name], name).toEqual(expect.any(String));
    for (const { Name } of Metrics) expect(document[Name], Name).toEqual(expect.any(Number));
  }
  expect(line).not.toContain("\n");
}

test("the numbers of a region are one line that CloudWatch makes metrics of", () => {
  const { metrics, lines } = record();

  metrics.publish({ TickDone: 1, OutboxOldestAgeSeconds: 2.5, ParkedItems: 0 });

  expect(lines).toHaveLength(1);
  const [line = ""] = lines;
  expectWhole(line);
  expect(JSON.parse(line)).toEqual({
    _aws: {
      Timestamp: NOON_MS,
      CloudWatchMetrics: [
        {
          Namespace: "Tandem",
          Dimensions: [["Table", "Region"]],
          Metrics: [
            { Name: "TickDone", Unit: "Count" },
            { Name: "OutboxOldestAgeSeconds", Unit: "Seconds" },
            { Name: "ParkedItems", Unit: "Count" },
          ],
        },
      ],
    },
    Table: "shop-1",
    Region: EAST,
    TickDone: 1,
    OutboxOldestAgeSeconds: 2.5,
    ParkedItems: 0,
  });
});

test("what is seen of a peer carries the peer's name as well", () => {
  const { metrics, lines } = record();

  metrics.publishPeer(WEST, { PeerAnswers: 0, BeatAgeSeconds: 61 });

  const [line = ""] = lines;
  expectWhole(line);
  expect(JSON.parse(line)).toMatchObject({
    Table: "shop-1",
    Region: EAST,
    Peer: WEST,
    PeerAnswers: 0,
    BeatAgeSeconds: 61,
  });
  expect(JSON.parse(line)._aws.CloudWatchMetrics[0].Dimensions).toEqual([["Table", "Region", "Peer"]]);
});

test("what nobody measured is left out, and of nothing there is no line", () => {
  const { metrics, lines } = record();

  metrics.publish({ TickDone: 1, WalkAgeSeconds: undefined });
  metrics.publishPeer(WEST, { PeerLatencyMs: undefined });
  metrics.publish({});

  expect(lines).toHaveLength(1);
  expect(lines[0]).not.toContain("WalkAgeSeconds");
});

test("what is no number would be no metric, and stops", () => {
  const { metrics } = record();

  expect(() => metrics.publish({ OutboxItems: Number.NaN })).toThrow("OutboxItems is NaN: a metric is a number");
});

test("every metric has a name, a unit and dimensions that CloudWatch takes, under which it is published", () => {
  const { metrics, lines } = record();
  const all = Object.keys(METRICS).map((name, index) => [name, index]);
  const isOfPeer = ([name]: (string | number)[]) =>
    (METRICS as Readonly<Record<string, MetricDefinition>>)[String(name)]?.dimensions === METRIC_DIMENSIONS.peer;

  metrics.publish(Object.fromEntries(all.filter((each) => !isOfPeer(each))));
  metrics.publishPeer(WEST, Object.fromEntries(all.filter(isOfPeer)));

  expect(METRICS_NAMESPACE).toMatch(/^(?!AWS\/)[\w.\-/#:]{1,255}$/);
  const published = lines.flatMap((line) => {
    expectWhole(line);
    const [{ Dimensions, Metrics }] = JSON.parse(line)._aws.CloudWatchMetrics;
    return Metrics.map(({ Name, Unit }: { Name: string; Unit: string }) => [
      Name,
      { unit: Unit, dimensions: Dimensions[0] },
    ]);
  });
  expect(Object.fromEntries(published)).toMatchObject(
    Object.fromEntries(Object.entries(METRICS).map(([name, { unit, dimensions }]) => [name, { unit, dimensions }])),
  );
});
