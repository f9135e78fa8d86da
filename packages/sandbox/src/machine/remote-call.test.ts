import { Fault } from "@tandem/kernel";
import { expect, it } from "vitest";
import type { CallFaultKind, CallRule } from "./fault-plan.ts";
import { CALL_TIMEOUT_MS, type RemoteCall } from "./remote-call.ts";
import { createQuietWorld } from "./testing/quiet-world.ts";

const LATENCY_MS = 10;
const GAVE_UP = { code: "timeout", retryable: true, mayBeDone: true };

/** Makes one call that puts, and tells what the caller heard, when, and when it was done. */
async function put(rule: Omit<CallRule, "target" | "rate"> | undefined, served = false) {
  const calls = rule === undefined ? [] : [{ ...rule, target: { to: "table" }, rate: 1 }];
  const { machine, environment, until } = createQuietWorld({
    latencies: [{ target: {}, ms: [LATENCY_MS, LATENCY_MS] }],
    calls,
  });
  const startMs = machine.nowMs();
  const doneMs: number[] = [];
  const heard: { readonly what: unknown; readonly atMs: number }[] = [];
  const hear = (what: unknown) => heard.push({ what, atMs: machine.nowMs() - startMs });
  const work = () => {
    doneMs.push(machine.nowMs() - startMs);
    return "put";
  };
  const call: RemoteCall<string> = served
    ? { to: "table us-east-1", what: "put", serve: async () => work() }
    : { to: "table us-east-1", what: "put", do: work };
  void environment.start(() => environment.call(call).then(hear, hear));
  await until(60_000);
  return { doneMs, heard, isAlive: environment.isAlive };
}

it("arrives, is done, and answers", async () => {
  for (const served of [false, true]) {
    const { doneMs, heard } = await put(undefined, served);

    expect(doneMs).toHaveLength(1);
    expect(doneMs[0]).toBeLessThanOrEqual(LATENCY_MS);
    expect(heard).toEqual([{ what: "put", atMs: LATENCY_MS }]);
  }
});

it.each<[CallFaultKind, number, object]>([
  ["throttled", LATENCY_MS, { code: "throttled", retryable: true, mayBeDone: false }],
  ["unreachable", 3, { code: "unavailable", retryable: true, mayBeDone: false }],
  ["request-lost", CALL_TIMEOUT_MS, GAVE_UP],
])("%s: nothing is done, and the caller hears of it", async (kind, atMs, what) => {
  for (const served of [false, true]) {
    const { doneMs, heard, isAlive } = await put({ kind, ms: [3, 3] }, served);

    expect({ doneMs, isAlive }).toEqual({ doneMs: [], isAlive: true });
    expect(heard).toEqual([{ atMs, what: expect.objectContaining(what) }]);
    expect(heard[0]?.what).toBeInstanceOf(Fault);
  }
});

it("answer-lost: it is done, and the caller cannot know", async () => {
  for (const served of [false, true]) {
    const { doneMs, heard } = await put({ kind: "answer-lost" }, served);

    expect(doneMs).toHaveLength(1);
    expect(doneMs[0]).toBeLessThanOrEqual(LATENCY_MS);
    expect(heard).toEqual([{ atMs: CALL_TIMEOUT_MS, what: expect.objectContaining(GAVE_UP) }]);
  }
});

it("late: it is done long after the caller gave up", async () => {
  for (const served of [false, true]) {
    const { doneMs, heard } = await put({ kind: "late", ms: [700, 700] }, served);

    expect(doneMs).toEqual([CALL_TIMEOUT_MS + 700]);
    expect(heard).toEqual([{ atMs: CALL_TIMEOUT_MS, what: expect.objectContaining(GAVE_UP) }]);
  }
});

it("slow: it is done and heard of later, or given up if it takes too long", async () => {
  const slow = await put({ kind: "slow", ms: [300, 300] });
  const tooSlow = await put({ kind: "slow", ms: [CALL_TIMEOUT_MS, CALL_TIMEOUT_MS] });

  expect(slow.heard).toEqual([{ what: "put", atMs: LATENCY_MS + 300 }]);
  expect(tooSlow.heard).toEqual([{ atMs: CALL_TIMEOUT_MS, what: expect.objectContaining(GAVE_UP) }]);
  expect(tooSlow.doneMs).toHaveLength(1);
});

it("crash-before and crash-between: the caller is gone, before or after it is done", async () => {
  for (const served of [false, true]) {
    const before = await put({ kind: "crash-before" }, served);
    const between = await put({ kind: "crash-between" }, served);

    expect(before).toEqual({ doneMs: [], heard: [], isAlive: false });
    expect(between).toEqual({ doneMs: [expect.any(Number)], heard: [], isAlive: false });
  }
});

it("what the other side refuses is heard as it was thrown, when the answer is there", async () => {
  const throttled = new Fault({ code: "throttled", message: "slow down", retryable: true, mayBeDone: false });
  const refuse = (): string => {
    throw throttled;
  };
  for (const how of [{ do: refuse }, { do: async () => refuse() }, { serve: async () => refuse() }]) {
    const { environment, until } = createQuietWorld();
    const heard = environment.start(() => environment.call({ to: "table", what: "put", ...how }));
    const seen = expect(heard).rejects.toBe(throttled);

    await until(1_000);

    await seen;
  }
});

it("one that is served for longer than its caller waits is given up, and goes on over there", async () => {
  const { machine, environment, until } = createQuietWorld();
  const seen: string[] = [];
  const serve = () =>
    new Promise<string>((resolve) => {
      machine.after(5_000, "served", () => {
        seen.push("served");
        machine.wake();
        resolve("too late");
      });
    });
  void environment.start(async () => {
    await environment
      .call({ to: "api", what: "order", timeoutMs: 1_000, serve })
      .catch((fault) => seen.push(fault.code));
    await environment.sleep(8_000);
    seen.push("slept");
  });

  await until(10_000);

  expect(seen).toEqual(["timeout", "served", "slept"]);
});

it("once it is answered, nothing of it is left to happen", async () => {
  const { machine, environment, until } = createQuietWorld();
  void environment.start(() => environment.call({ to: "api", what: "order", serve: async () => "placed" }));

  await until(100);

  expect(machine.nextStepMs()).toBeUndefined();
});

it("what fails over there is no unhandled rejection while its answer is under way", async () => {
  const { machine, environment, until } = createQuietWorld({ latencies: [{ target: {}, ms: [10, 10] }] });
  const unhandled: unknown[] = [];
  const listen = (reason: unknown) => unhandled.push(reason);
  process.on("unhandledRejection", listen);
  const work = async (): Promise<string> => {
    throw new Error("refused");
  };
  const heard = environment.start(() => environment.call({ to: "table", what: "put", do: work }));
  const seen = expect(heard).rejects.toThrow("refused");
  for (let ms = 0; ms <= 10; ms += 1) machine.after(ms, "wake", () => machine.wake());

  await until(100);
  await seen;
  process.off("unhandledRejection", listen);

  expect(unhandled).toEqual([]);
});
