import { createManualClock, type FaultCode } from "@tandem/kernel";
import { describe, expect, test } from "vitest";
import {
  API_INVOKE_MS_MAX,
  CHECK_NAMES,
  type CheckName,
  createReadiness,
  HOSTNAME_MS_MAX,
  TABLE_READ_MS_MAX,
  TABLE_WRITE_MS_MAX,
  VERDICT_AGE_MS_MAX,
  VERDICT_MS_MAX,
} from "./readiness.ts";
import { type Ending, scriptedProbes } from "./testing/scripted-probes.ts";

function start(endings: Partial<Record<CheckName, Ending>> = {}) {
  const scripted = scriptedProbes(endings);
  const clock = createManualClock();
  const failures: (readonly [CheckName, unknown])[] = [];
  const readiness = createReadiness({ ...scripted, clock, onFailure: (check, error) => failures.push([check, error]) });
  return { ...scripted, clock, readiness, failures };
}

test("a region of which everything answers is ready", async () => {
  const { ready, failing, checks } = await start().readiness.verdict();

  expect([ready, failing]).toEqual([true, []]);
  expect(Object.keys(checks)).toEqual([...CHECK_NAMES]);
});

describe.each(CHECK_NAMES)("without %s", (name) => {
  const FAILURES: readonly Ending[] = ["unavailable", "timeout", "rejected", "bound-exceeded", "hang"];

  test.each(FAILURES)("a region is not ready (%s), and says which check failed", async (ending) => {
    const { readiness, failures } = start({ [name]: ending });

    const { ready, failing, checks } = await readiness.verdict();

    expect([ready, failing, checks[name].ok]).toEqual([false, [name], false]);
    expect(failures.map(([check]) => check)).toEqual([name]);
  });

  test.each<FaultCode>(["throttled", "contended"])("for too much at once (%s) it is ready", async (code) => {
    const { ready, checks } = await start({ [name]: code }).readiness.verdict();

    expect([ready, checks[name].detail]).toEqual([true, "is busy, and alive"]);
  });

  test("a mistake of ours is a check that failed, and is told to the log", async () => {
    const mistake = new TypeError("x is undefined");
    const { readiness, failures } = start({ [name]: mistake });

    const { failing } = await readiness.verdict();

    expect(failing).toEqual([name]);
    expect(failures).toEqual([[name, mistake]]);
  });
});

test("what strangers are told names no table", async () => {
  const { checks } = await start({ "table-read": "rejected", "table-write": "hang" }).readiness.verdict();

  expect(checks["table-read"].detail).toBe("failed: rejected");
  expect(checks["table-write"].detail).toBe(`did not answer within ${TABLE_WRITE_MS_MAX} ms`);
});

test("the write is tried after the read, also when that failed, since a write is stamped by the table's time", async () => {
  const { readiness, called } = start({ "table-read": "unavailable" });

  await readiness.verdict();

  expect(called.indexOf("table-write")).toBeGreaterThan(called.indexOf("table-read"));
});

test("all checks together stay within the time that a verdict has", () => {
  expect(TABLE_READ_MS_MAX + TABLE_WRITE_MS_MAX).toBeLessThanOrEqual(VERDICT_MS_MAX);
  expect(Math.max(HOSTNAME_MS_MAX, API_INVOKE_MS_MAX)).toBeLessThanOrEqual(VERDICT_MS_MAX);
});

test("a verdict is kept for a while, and then reached anew", async () => {
  const { readiness, endings, clock, called } = start();
  await readiness.verdict();
  endings.hostname = "unavailable";

  clock.advance(VERDICT_AGE_MS_MAX - 1);
  const kept = await readiness.verdict();
  clock.advance(1);
  const fresh = await readiness.verdict();

  expect([kept.ready, fresh.ready]).toEqual([true, false]);
  expect(called.filter((name) => name === "hostname")).toHaveLength(2);
});

test("a region that healed is ready with the next verdict", async () => {
  const { readiness, endings, clock } = start({ "table-write": "unavailable" });
  expect((await readiness.verdict()).ready).toBe(false);
  endings["table-write"] = "well";

  clock.advance(VERDICT_AGE_MS_MAX);

  expect((await readiness.verdict()).ready).toBe(true);
});

test("those who ask while a verdict is being reached share it", async () => {
  const { readiness, called } = start({ hostname: "hang" });

  const verdicts = await Promise.all([readiness.verdict(), readiness.verdict(), readiness.verdict()]);

  expect(new Set(verdicts).size).toBe(1);
  expect(called).toHaveLength(CHECK_NAMES.length);
});
