import { homedir } from "node:os";
import { afterEach, expect, test, vi } from "vitest";
import type { InvokeOutcome } from "./invocation.ts";
import { eventually } from "./testing/eventually.ts";
import { startTestHost, type TestHost, type TestHostOptions } from "./testing/test-host.ts";

/** Real processes on a machine that may be busy: only a hang takes this long. */
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const started: TestHost[] = [];
afterEach(async () => {
  for (const each of started.splice(0)) await each.close();
});

async function start(options: TestHostOptions): Promise<TestHost> {
  const host = await startTestHost(options);
  started.push(host);
  return host;
}

function value(outcome: InvokeOutcome): unknown {
  if (!outcome.ok) throw new Error(`refused: ${JSON.stringify(outcome.refusal)}`);
  return JSON.parse(outcome.value.payload);
}

const COUNTER = `let count = 0; export async function handler() { return ++count; }`;

test("a function is given its event, its context and its own environment", async () => {
  const source = `export async function handler(event, context) {
    return { event, context, left: context.getRemainingTimeInMillis(), region: process.env.AWS_REGION, table: process.env.TABLE, path: process.env.PATH, home: (await import("node:os")).homedir()};
  }`;
  const { host } = await start({ functions: { api: { source, memoryMb: 256, variables: { TABLE: "orders" } } } });

  const seen = value(await host.invoke("api", { hello: "wörld 🦊" })) as Record<string, unknown>;

  expect(seen["event"]).toEqual({ hello: "wörld 🦊" });
  expect(seen).toMatchObject({ region: "us-east-1", table: "orders" });
  expect(seen["path"]).toBeUndefined();
  expect(seen["home"]).not.toBe(homedir());
  expect(seen["left"]).toBeLessThanOrEqual(5_000);
  expect(seen["context"]).toMatchObject({
    functionName: "api",
    functionVersion: "$LATEST",
    invokedFunctionArn: "arn:aws:lambda:us-east-1:000000000000:function:api",
    memoryLimitInMB: "256",
    logGroupName: "/aws/lambda/api",
    awsRequestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
  });
});

test("events one after another share an environment, events at once do not", async () => {
  const { host } = await start({
    functions: {
      api: {
        source: `let count = 0; export async function handler(waitMs) { await new Promise((r) => setTimeout(r, waitMs)); return ++count; }`,
      },
    },
  });

  const first = [value(await host.invoke("api", 0)), value(await host.invoke("api", 0))];
  const atOnce = await Promise.all([host.invoke("api", 2_000), host.invoke("api", 2_000)]);

  expect(first).toEqual([1, 2]);
  expect(atOnce.map(value).sort()).toEqual([1, 3]);
});

test("a timer set by a handler does not fire until the next event thaws the environment", async () => {
  const source = `let fired = 0; let frozenSince = 0;
  export async function handler(set) {
    const frozenMs = Date.now() - frozenSince, firedSoFar = fired;
    if (set) { setInterval(() => { fired += 1; }, 1).unref(); }
    else await new Promise((resolve) => setTimeout(resolve, 30));
    frozenSince = Date.now();
    return { firedSoFar, frozenMs, fired };
  }`;
  const { host } = await start({ functions: { api: { source } } });
  await host.invoke("api", true);

  await new Promise((resolve) => setTimeout(resolve, 300));
  const thawed = value(await host.invoke("api", false)) as { firedSoFar: number; frozenMs: number; fired: number };

  expect(thawed.frozenMs).toBeGreaterThanOrEqual(250);
  expect(thawed.firedSoFar).toBe(0);
  expect(thawed.fired).toBeGreaterThan(0);
});

test("reserved concurrency throttles what is beyond it and runs nothing of it", async () => {
  const source = `export async function handler() { await new Promise((r) => setTimeout(r, 500)); return "done"; }`;
  const { host } = await start({ functions: { api: { source, reservedConcurrency: 1 }, other: { source: COUNTER } } });

  const [first, second, other] = await Promise.all([
    host.invoke("api", 1),
    host.invoke("api", 2),
    host.invoke("other", 1),
  ]);

  expect(value(first)).toBe("done");
  expect(second).toEqual({ ok: false, refusal: { reason: "throttled", message: "Rate Exceeded." } });
  expect(value(other)).toBe(1);
});

test("a function's time counts from when its environment takes the event, not from when the event came", async () => {
  const source = `export async function handler() { await new Promise((r) => setTimeout(r, 1_000)); return "done"; }`;
  const bounds = { coldCountMax: 1, environmentCountMax: 1 };
  const { host } = await start({ functions: { api: { source, timeoutMs: 3_000 } }, bounds });

  const outcomes = await Promise.all([1, 2, 3, 4, 5].map((event) => host.invoke("api", event)));

  expect(outcomes.map(value)).toEqual(["done", "done", "done", "done", "done"]);
  expect(host.environmentCounts("api")).toEqual({ free: 1, busy: 0, starting: 0 });
});

test("what a handler prints is logged with its region, function and request", async () => {
  const source = `export async function handler() { console.log("one\\ntwo"); console.error("three"); process.stdout.write("no newline"); }`;
  const { host, lines } = await start({ functions: { api: { source } }, regionName: "us-west-2" });

  const outcome = await host.invoke("api", {});
  await eventually(() => lines.length >= 4);

  const requestId = outcome.ok ? outcome.value.requestId : "";
  expect(lines.map(({ text }) => text)).toEqual(
    ["one", "two", "three", "no newline"].map((line) => `${requestId} ${line}`),
  );
  expect(lines[0]).toMatchObject({ region: "us-west-2", source: "lambda/api", level: "detail" });
});

test("after `cool` every event starts anew, and one in flight still finishes", async () => {
  const source = `let count = 0; export async function handler(waitMs) { await new Promise((r) => setTimeout(r, waitMs)); return ++count; }`;
  const { host } = await start({ functions: { api: { source } } });
  await host.invoke("api", 0);
  const inFlight = host.invoke("api", 300);

  host.faults.cool();

  expect(value(await inFlight)).toBe(2);
  expect(value(await host.invoke("api", 0))).toBe(1);
});

test("a lost response means the work was done", async () => {
  const { host } = await start({ functions: { api: { source: COUNTER } } });
  host.faults.setLostRate(1);
  const lost = await host.invoke("api", {});
  host.faults.setLostRate(0);

  expect(lost).toMatchObject({ ok: false, refusal: { reason: "lost" } });
  expect(value(await host.invoke("api", {}))).toBe(2);
});

test("a crash rate of one ends every environment, and the next event is served once it is healed", async () => {
  const { host } = await start({ functions: { api: { source: COUNTER } } });
  host.faults.setCrashRate("api", 1);
  const crashed = [await host.invoke("api", {}), await host.invoke("api", {})];
  host.faults.setCrashRate("api", 0);

  for (const outcome of crashed)
    expect(outcome).toMatchObject({ ok: false, refusal: { errorType: "Runtime.ExitError" } });
  expect(value(await host.invoke("api", {}))).toBe(1);
});

test("a skewed clock is what the function sees, and its elapsed time stays right", async () => {
  const source = `export async function handler(_, context) { return { now: Date.now(), made: new Date().getTime(), isDate: new Date() instanceof Date, left: context.getRemainingTimeInMillis() }; }`;
  const { host } = await start({ functions: { api: { source } } });
  host.faults.setClockSkewMs(-3_600_000);

  const seen = value(await host.invoke("api", {})) as { now: number; made: number; isDate: boolean; left: number };

  expect(Math.abs(Date.now() - 3_600_000 - seen.now)).toBeLessThan(60_000);
  expect(Math.abs(seen.made - seen.now)).toBeLessThan(1_000);
  expect(seen.isDate).toBe(true);
  expect(seen.left).toBeGreaterThan(0);
});

test("a bundle that cannot be imported fails one event, and the next tries again", async () => {
  const source = `import { existsSync, writeFileSync } from "node:fs";
  if (!existsSync("tried-before")) { writeFileSync("tried-before", ""); throw new RangeError("not yet"); }
  export async function handler() { return "now"; }`;
  const { host } = await start({ functions: { api: { source } } });

  const first = await host.invoke("api", {});

  expect(first).toMatchObject({ ok: false, refusal: { errorType: "RangeError", errorMessage: "not yet" } });
  expect(value(await host.invoke("api", {}))).toBe("now");
});
