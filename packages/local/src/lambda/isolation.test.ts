import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { eventually } from "./testing/eventually.ts";
import { startTestHost, type TestHost } from "./testing/test-host.ts";

/** Real processes on a machine that may be busy: only a hang takes this long. */
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

interface Crime {
  readonly source: string;
  readonly errorType: string;
  readonly timeoutMs?: number;
}

const SHORT_MS = 1_500;

/** Each does what a handler must never be able to do to anybody else. */
const CRIMES: Readonly<Record<string, Crime>> = {
  throws: {
    source: `export async function handler() { throw new TypeError("no such thing"); }`,
    errorType: "TypeError",
  },
  "throws what is no error": { source: `export async function handler() { throw "a string"; }`, errorType: "string" },
  exits: { source: `export async function handler() { process.exit(3); }`, errorType: "Runtime.ExitError" },
  "throws late": {
    source: `export async function handler() { setTimeout(() => { throw new Error("late"); }, 1); await new Promise((r) => setTimeout(r, 1000)); }`,
    errorType: "Runtime.ExitError",
  },
  "rejects late": {
    source: `export async function handler() { void Promise.reject(new Error("late")); await new Promise((r) => setTimeout(r, 1000)); }`,
    errorType: "Runtime.ExitError",
  },
  "never answers": {
    source: `export async function handler() { await new Promise(() => {}); }`,
    errorType: "Runtime.ExitError",
  },
  "waits too long": {
    source: `export async function handler() { await new Promise((r) => setTimeout(r, 60000)); }`,
    errorType: "Sandbox.Timedout",
    timeoutMs: SHORT_MS,
  },
  "loops for ever": {
    source: `export async function handler() { for (;;); }`,
    errorType: "Sandbox.Timedout",
    timeoutMs: SHORT_MS,
  },
  "eats its memory": {
    source: `export async function handler() { const eaten = []; for (;;) eaten.push(new Array(10000).fill({})); }`,
    errorType: "Runtime.ExitError",
  },
  "answers what is not JSON": { source: `export async function handler() { return 1n; }`, errorType: "TypeError" },
  "answers too much": {
    source: `export async function handler() { return "x".repeat(7e6); }`,
    errorType: "Function.ResponseSizeTooLarge",
  },
  "fails to start": { source: `throw new RangeError("at import"); export const handler = 1;`, errorType: "RangeError" },
  "has no handler": { source: `export const other = 1;`, errorType: "Runtime.HandlerNotFound" },
};

const BYSTANDER = `let count = 0; export async function handler() { return ++count; }`;

const PATIENT = `export async function handler() { await new Promise((r) => setTimeout(r, 60000)); }`;

describe("an environment that misbehaves hurts nobody else", () => {
  let criminal: TestHost;
  let neighbour: TestHost;

  beforeAll(async () => {
    const crimes = Object.entries(CRIMES).map(([name, { source, timeoutMs = 30_000 }]) => [
      name,
      { source, timeoutMs },
    ]);
    criminal = await startTestHost({
      functions: {
        bystander: { source: BYSTANDER },
        patient: { source: PATIENT, timeoutMs: 60_000 },
        ...Object.fromEntries(crimes),
      },
    });
    neighbour = await startTestHost({ functions: { bystander: { source: BYSTANDER } }, regionName: "us-west-2" });
  });
  afterAll(async () => {
    await criminal.close();
    await neighbour.close();
  });

  test.each(Object.entries(CRIMES))("a handler that %s", async (name, { errorType }) => {
    const before = await neighbour.host.invoke("bystander", {});

    const outcome = await criminal.host.invoke(name, {});

    expect(outcome).toMatchObject({ ok: false, refusal: { reason: "function-error", errorType } });
    expect(await criminal.host.invoke("bystander", {})).toMatchObject({ ok: true });
    expect(before).toMatchObject({ ok: true });
    expect(await neighbour.host.invoke("bystander", {})).toMatchObject({ ok: true });
  });

  test("a timeout names its seconds and is logged", async () => {
    const outcome = await criminal.host.invoke("waits too long", {});

    expect(outcome).toMatchObject({
      refusal: { errorMessage: expect.stringContaining("Task timed out after 1.50 seconds") },
    });
    await eventually(() => criminal.lines.some(({ level, text }) => level === "problem" && text.includes("timed out")));
  });

  test("an environment killed in the middle of its event is an error of that event alone", async () => {
    const invoked = criminal.host.invoke("patient", {});
    await eventually(() => criminal.host.environmentCounts("patient").busy === 1);

    expect(await criminal.host.kill("patient")).toBe(true);
    expect(await invoked).toMatchObject({ ok: false, refusal: { errorType: "Runtime.ExitError" } });
  });

  test("a frozen environment can be ended", async () => {
    await criminal.host.invoke("bystander", {});

    expect(await criminal.host.kill("bystander")).toBe(true);
    expect(criminal.host.environmentCounts("bystander")).toMatchObject({ free: 0, busy: 0 });
  });
});
