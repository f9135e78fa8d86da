import { expect, test } from "vitest";
import { capacity } from "./capacity.ts";
import { peers } from "./peers.ts";
import { conditionOf, rings, WATCHED } from "./testing/ring.ts";
import { work } from "./work.ts";

test("silence of the tick, of a peer's beat, of a peer's answer and of replication rings", () => {
  const alarms = [...work(WATCHED), ...peers(WATCHED)];

  for (const name of [
    "tick-missing",
    "no-beat-from-us-west-2",
    "no-answer-from-us-west-2",
    "replication-slow-to-us-west-2",
  ])
    expect(rings(conditionOf(alarms, name), {}), name).toBe(true);
});

test("what the tick measures says nothing while the tick is silent, so that one silence is one mail", () => {
  for (const name of ["work-waits", "walk-old", "work-parked"])
    expect(rings(conditionOf(work(WATCHED), name), {}), name).toBeUndefined();
});

test("what is counted when it happens is quiet when nothing does", () => {
  const alarms = [...work(WATCHED), ...peers(WATCHED), ...capacity(WATCHED)];

  for (const name of [
    "dead-letters",
    "stream-failures",
    "queue-waits",
    "conflicts",
    "table-fails",
    "table-throttled",
    "api-fails",
  ])
    expect(rings(conditionOf(alarms, name), {}), name).toBe(false);
});

test("one parked item or dead letter is enough", () => {
  expect(rings(conditionOf(work(WATCHED), "work-parked"), { value: 1 })).toBe(true);
  expect(rings(conditionOf(work(WATCHED), "dead-letters"), { value: 1 })).toBe(true);
});

test("of what runs once a minute each failure counts, of the rest a handful", () => {
  expect(rings(conditionOf(capacity(WATCHED), "tick-fails"), { failed: 1, invoked: 5 })).toBe(true);
  expect(rings(conditionOf(capacity(WATCHED), "api-fails"), { failed: 4, invoked: 5 })).toBe(false);
  expect(rings(conditionOf(capacity(WATCHED), "api-fails"), { failed: 5, invoked: 40 })).toBe(true);
});
