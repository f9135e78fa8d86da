import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { done, refused, region } from "@tandem/kernel";
import { describe, expect, test, vi } from "vitest";
import type { LogLine } from "../world/log.ts";
import { createPace } from "../world/pace.ts";
import { WorldRefusal } from "../world/refusal.ts";
import { createAsyncInvocations, type EventInvokeConfig } from "./async-invocations.ts";
import { createFileCheckpoint } from "./checkpoint.ts";
import { functionError, type InvokeOutcome } from "./invocation.ts";
import { createSchedule } from "./schedule.ts";
import { eventually } from "./testing/eventually.ts";

/** Real processes on a machine that may be busy: only a hang takes this long. */
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const FAILED = functionError({ requestId: "r", errorType: "Error", errorMessage: "no" });
const DONE: InvokeOutcome = done({ payload: "null", requestId: "r" });
const THROTTLED: InvokeOutcome = refused({ reason: "throttled", message: "Rate Exceeded." });

describe("an event left for a function", () => {
  function start(outcomes: readonly InvokeOutcome[], config: EventInvokeConfig = {}) {
    const calledMs: number[] = [];
    const lines: LogLine[] = [];
    const later = createAsyncInvocations({
      region: region("us-east-1"),
      pace: createPace(600),
      log: (line) => lines.push(line),
      async invoke() {
        calledMs.push(performance.now());
        return outcomes[calledMs.length - 1] ?? DONE;
      },
      configOf: () => config,
    });
    return { later, calledMs, lines };
  }

  test("is tried three times, the second wait longer than the first, and then dropped with a word", async () => {
    const { later, calledMs, lines } = start([FAILED, FAILED, FAILED]);
    later.add("tick", {});

    await eventually(() => lines.length === 1);
    const [first = 0, second = 0, third = 0] = calledMs;
    expect(calledMs).toHaveLength(3);
    expect(third - second).toBeGreaterThan(second - first);
    expect(lines[0]).toMatchObject({
      source: "lambda/tick",
      level: "problem",
      text: "an event was dropped: the function failed 3 times",
    });
    later.close();
  });

  test("is tried no more often, and kept no longer, than the function's settings say", async () => {
    const once = start([FAILED], { maximumRetryAttempts: 0 });
    once.later.add("tick", {});
    await eventually(() => once.lines.length === 1);
    const young = start(Array(50).fill(THROTTLED), { maximumEventAgeInSeconds: 60 });
    young.later.add("tick", {});
    await eventually(() => young.lines.length === 1);

    expect(once.calledMs).toHaveLength(1);
    expect(young.lines[0]?.text).toBe("an event was dropped: it is over 60 s old");
    once.later.close();
    young.later.close();
  });

  test("is tried again after a throttle without using up its attempts", async () => {
    const { later, calledMs } = start([THROTTLED, FAILED, THROTTLED, FAILED, DONE]);
    later.add("tick", {});

    await eventually(() => calledMs.length === 5);
    later.close();
  });

  test("is not tried again once the world closes", async () => {
    const { later, calledMs } = start([FAILED]);
    later.add("tick", {});
    await eventually(() => calledMs.length === 1);
    later.close();

    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(calledMs).toHaveLength(1);
  });
});

test("a schedule leaves its input once a period, scaled by the world's pace, also while the last run goes on", async () => {
  const events: [string, unknown][] = [];
  const options = { rateMinutes: 1, functionName: "tick", input: { at: "noon" }, pace: createPace(600) };
  const schedule = createSchedule({ ...options, invokeLater: (name, event) => events.push([name, event]) });

  await eventually(() => events.length === 3);
  schedule.close();

  expect(events[0]).toEqual(["tick", { at: "noon" }]);
  expect(() => createSchedule({ ...options, rateMinutes: 0.5, invokeLater: () => undefined })).toThrow(
    "a whole number of minutes",
  );
});

test("a schedule that is stopped leaves nothing, and goes on when it is not", async () => {
  let events = 0;
  const periods: number[] = [];
  const pace = createPace(6_000 / 10);
  const options = { rateMinutes: 1, input: {}, pace };
  const stopped = createSchedule({ ...options, functionName: "tick", invokeLater: () => (events += 1) });
  const beside = createSchedule({ ...options, functionName: "beside", invokeLater: () => periods.push(events) });
  stopped.setStopped(true);

  await eventually(() => periods.length === 3);
  expect(periods).toEqual([0, 0, 0]);
  stopped.setStopped(false);
  await eventually(() => events > 0);
  stopped.close();
  beside.close();
});

test("a checkpoint is what was saved last, and a damaged one says which file", () => {
  const directory = mkdtempSync(join(tmpdir(), "tandem-checkpoint-"));
  const path = join(directory, "deep", "on-table-change");
  expect(createFileCheckpoint(path).load()).toBeUndefined();
  createFileCheckpoint(path).save("41");
  createFileCheckpoint(path).save("42");
  expect(createFileCheckpoint(path).load()).toBe("42");

  writeFileSync(path, "not a number");
  expect(() => createFileCheckpoint(path).load()).toThrow(WorldRefusal);
  expect(() => createFileCheckpoint(path).load()).toThrow(`${path} holds no position`);
  rmSync(directory, { recursive: true });
});
