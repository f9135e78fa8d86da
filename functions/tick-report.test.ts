import { type Region, region } from "@tandem/kernel";
import { expect, test } from "vitest";
import type { Metrics } from "./metrics.ts";
import { publishTick, type TickReport } from "./tick-report.ts";

const WEST = region("us-west-2");
const NOON_MS = Date.UTC(2026, 10, 21, 12);
const QUIET: TickReport = {
  outbox: { items: 0, parked: 0, oldestWaitMs: 0 },
  walk: { looked: 0, settled: 0, failed: 0, conflicts: 0, endedMs: NOON_MS - 90_000 },
  beats: [],
  probes: [],
  isWhole: true,
  nowMs: NOON_MS,
};

/** What is published, as one object; of a peer under its name. */
function published(report: TickReport): Readonly<Record<string, unknown>> {
  const all: Record<string, unknown> = {};
  const keep = (values: object, prefix = "") => {
    for (const [name, value] of Object.entries(values)) if (value !== undefined) all[prefix + name] = value;
  };
  const metrics: Metrics = {
    publish: (values) => keep(values),
    publishPeer: (peer: Region, values) => keep(values, `${peer} `),
  };
  publishTick(metrics, report);
  return all;
}

test("a quiet minute is told in zeros, so that silence is a sign of its own", () => {
  expect(published(QUIET)).toEqual({
    TickDone: 1,
    OutboxItems: 0,
    OutboxOldestAgeSeconds: 0,
    ParkedItems: 0,
    WalkAgeSeconds: 90,
    Conflicts: 0,
  });
});

test("a run with work behind it and a peer beside it tells of both", () => {
  const report: TickReport = {
    ...QUIET,
    outbox: { items: 12, parked: 2, oldestWaitMs: 61_500 },
    walk: { looked: 9, settled: 3, failed: 0, conflicts: 2, endedMs: NOON_MS },
    beats: [{ peer: WEST, ageMs: 58_000 }],
    probes: [{ peer: WEST, answers: true, latencyMs: 45, why: undefined }],
  };

  expect(published(report)).toEqual({
    TickDone: 1,
    OutboxItems: 12,
    OutboxOldestAgeSeconds: 61.5,
    ParkedItems: 2,
    WalkAgeSeconds: 0,
    Conflicts: 2,
    "us-west-2 BeatAgeSeconds": 58,
    "us-west-2 PeerAnswers": 1,
    "us-west-2 PeerLatencyMs": 45,
  });
});

test("a peer that does not answer is a 0 without a latency, and never a gap", () => {
  const probes = [{ peer: WEST, answers: false, latencyMs: undefined, why: "it answered 503" }];

  expect(published({ ...QUIET, probes })).toMatchObject({ "us-west-2 PeerAnswers": 0 });
  expect(published({ ...QUIET, probes })).not.toHaveProperty(["us-west-2 PeerLatencyMs"]);
});

test("what a part that failed would have told is left out, and the run does not count as done", () => {
  const nothing = { outbox: undefined, walk: undefined, beats: undefined, probes: undefined };

  expect(published({ ...QUIET, ...nothing, isWhole: false })).toEqual({});
});

test("a walk that has never come to its end has no age, and one that a faster clock ended is new", () => {
  const walk = { looked: 5, settled: 0, failed: 0, conflicts: 0 };

  expect(published({ ...QUIET, walk: { ...walk, endedMs: undefined } })).not.toHaveProperty("WalkAgeSeconds");
  expect(published({ ...QUIET, walk: { ...walk, endedMs: NOON_MS + 5 } })).toMatchObject({ WalkAgeSeconds: 0 });
});
