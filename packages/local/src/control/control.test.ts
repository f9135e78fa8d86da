import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createManualClock, createSeededRandom, regionList } from "@tandem/kernel";
import { createLocalJWKSet, decodeJwt, jwtVerify } from "jose";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { createEventLog, type EventLog } from "../world/event-log.ts";
import { controlRoutes } from "./control-routes.ts";
import { createFaultBoard, type FaultBoard } from "./fault-board.ts";
import { createFaultReader } from "./fault-kinds.ts";
import { type FaultState, soundState } from "./fault-state.ts";
import { createTokenIssuer, type TokenIssuer } from "./token-issuer.ts";

const REGIONS = regionList(["us-east-1", "us-west-2"]);
const [EAST, WEST] = REGIONS as [(typeof REGIONS)[number], (typeof REGIONS)[number]];

let directory: string;
let state: FaultState;
let events: EventLog;
let faults: FaultBoard;
let tokens: TokenIssuer;
let routes: ReturnType<typeof controlRoutes>;

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), "tandem-control-"));
  const clock = createManualClock();
  events = createEventLog(clock);
  state = soundState(REGIONS);
  faults = createFaultBoard({
    regions: REGIONS,
    clock,
    random: createSeededRandom(1),
    onChange: (next) => {
      state = next;
    },
    onEvent: (event) => events.add(event),
  });
  tokens = await createTokenIssuer({ path: join(directory, "key.json"), nowMs: () => Date.now() });
  const snapshot = async () => ({
    speed: 1,
    regions: [],
    routing: [],
    healthChecks: [],
    faults: faults.active(),
    events: [],
  });
  const readFault = createFaultReader({ regions: REGIONS, functions: ["api", "tick"] });
  routes = controlRoutes({ snapshot, events, faults, readFault, tokens });
});
afterEach(() => {
  faults.close();
  rmSync(directory, { recursive: true, force: true });
});

interface Answer {
  readonly id: string;
  readonly token: string;
  readonly errors: readonly { readonly path: string; readonly message: string }[];
}
async function ask(method: string, path: string, body?: unknown): Promise<{ status: number; body: Answer }> {
  const init =
    body === undefined ? { method } : { method, body: typeof body === "string" ? body : JSON.stringify(body) };
  const response = await routes.request(path, init);
  return { status: response.status, body: (await response.json()) as Answer };
}
const breakIt = (fault: unknown) => ask("POST", "/api/faults", fault);

describe("a fault", () => {
  test.each([
    [{ kind: "region-down", region: WEST }, () => state.region(WEST).isDown],
    [{ kind: "partition", regions: [EAST, WEST] }, () => state.link(EAST, WEST).isCut && state.link(WEST, EAST).isCut],
    [{ kind: "replication-lag", from: EAST, to: WEST, ms: 2_000 }, () => state.link(EAST, WEST).lagMs === 2_000],
    [{ kind: "table-latency", region: EAST, ms: 5 }, () => state.region(EAST).table.latencyMs === 5],
    [
      { kind: "table-errors", region: EAST, rate: 0.5, error: "throttle" },
      () => state.region(EAST).table.error === "throttle",
    ],
    [{ kind: "table-read-only", region: EAST }, () => state.region(EAST).table.isReadOnly],
    [{ kind: "table-down", region: EAST }, () => state.region(EAST).table.isDown],
    [{ kind: "queue-stuck", region: EAST }, () => state.region(EAST).queue.isStuck],
    [{ kind: "queue-down", region: EAST }, () => state.region(EAST).queue.isDown],
    [
      { kind: "function-crash", region: EAST, function: "api", rate: 1 },
      () => state.region(EAST).functions.crashRates.get("api") === 1,
    ],
    [{ kind: "response-lost", region: EAST, rate: 1 }, () => state.region(EAST).functions.lostRate === 1],
    [{ kind: "payment-slow", ms: 100 }, () => state.payments.slowMs === 100],
    [{ kind: "payment-down" }, () => state.payments.isDown],
    [{ kind: "payment-forgets" }, () => state.payments.forgetFaultIds.length === 1],
    [{ kind: "cold", region: EAST }, () => state.region(EAST).coldFaultIds.length === 1],
    [{ kind: "duplicate-messages", region: EAST, rate: 0.1 }, () => state.region(EAST).queue.duplicateRate === 0.1],
    [{ kind: "clock-skew", region: EAST, ms: -700 }, () => state.region(EAST).functions.clockSkewMs === -700],
  ])("%j holds while it is active, and no longer", async (fault, holds) => {
    expect(holds()).toBe(false);

    const added = await breakIt(fault);
    expect(added.status).toBe(201);
    expect(holds()).toBe(true);
    expect(faults.active()).toMatchObject([{ ...fault, id: added.body.id, until: null }]);

    expect((await ask("DELETE", `/api/faults/${added.body.id}`)).status).toBe(200);
    expect(holds()).toBe(false);
  });

  test.each([
    ["an unknown kind", { kind: "meteor" }, "kind", /unknown kind "meteor"; there are region-down/],
    ["a kind that only an object has", { kind: "constructor" }, "kind", /unknown kind/],
    ["no kind", { region: EAST }, "kind", /./],
    [
      "an unknown region",
      { kind: "region-down", region: "mars-1" },
      "region",
      /unknown region "mars-1"; there are us-east-1, us-west-2/,
    ],
    ["an unknown region of two", { kind: "partition", regions: [EAST, "mars-1"] }, "regions.1", /mars-1/],
    ["a missing region", { kind: "region-down" }, "region", /./],
    ["an unknown field", { kind: "payment-down", loud: true }, "loud", /unknown field/],
    [
      "an unknown function",
      { kind: "function-crash", region: EAST, function: "frobnicate", rate: 1 },
      "function",
      /frobnicate/,
    ],
    ["a rate beyond one", { kind: "response-lost", region: EAST, rate: 2 }, "rate", /./],
    ["a wrong type", { kind: "table-latency", region: EAST, ms: "5" }, "ms", /./],
    ["no time at all to heal", { kind: "payment-down", seconds: 0 }, "seconds", /./],
    ["no object", "[]", "body", /./],
    ["malformed JSON", "{", "body", /./],
  ])("with %s is refused by name, and breaks nothing", async (_, fault, path, message) => {
    const answer = await breakIt(fault);

    expect(answer.status).toBe(400);
    expect(answer.body.errors).toContainEqual({ path, message: expect.stringMatching(message) });
    expect(faults.active()).toEqual([]);
  });

  test("that heals leaves what another of its kind holds", async () => {
    const small = await breakIt({ kind: "table-latency", region: EAST, ms: 10 });
    const large = await breakIt({ kind: "table-latency", region: EAST, ms: 50 });

    expect(state.region(EAST).table.latencyMs).toBe(50);
    await ask("DELETE", `/api/faults/${large.body.id}`);
    expect(state.region(EAST).table.latencyMs).toBe(10);
    await ask("DELETE", `/api/faults/${small.body.id}`);
    expect(state.region(EAST).table.latencyMs).toBe(0);
  });

  test("heals by itself after its seconds, and both are events", async () => {
    await breakIt({ kind: "queue-stuck", region: WEST, seconds: 0.05 });

    await vi.waitFor(() => expect(faults.active()).toEqual([]), { timeout: 5_000 });

    expect(state.region(WEST).queue.isStuck).toBe(false);
    expect(events.after(0)).toMatchObject([
      { region: WEST, text: "fault: queue-stuck, for 0.05 s" },
      { region: WEST, text: "fault healed by itself: queue-stuck, for 0.05 s" },
    ]);
  });

  test("is healed with all others at once, and healing what is not there is 404", async () => {
    await breakIt({ kind: "payment-down" });
    await breakIt({ kind: "region-down", region: EAST });

    expect((await ask("DELETE", "/api/faults")).body).toEqual({ healed: 2 });

    expect(faults.active()).toEqual([]);
    expect((await ask("DELETE", "/api/faults/flt_none")).status).toBe(404);
  });
});

describe("a token", () => {
  const token = async (query: string) => (await ask("GET", `/api/token?${query}`)).body.token;

  test("is verified with the public keys alone, and says who and in what role", async () => {
    const keys = createLocalJWKSet(tokens.publicKeys);

    const { payload } = await jwtVerify(await token("sub=ada&role=operator&expiresInS=60"), keys, {
      algorithms: ["ES256"],
    });

    expect(payload).toMatchObject({ sub: "ada", role: "operator" });
    expect(JSON.stringify(tokens.publicKeys)).not.toContain('"d"');
  });

  test("may have expired already, for those who test that", async () => {
    const expired = await token("sub=ada&expiresInS=-10");

    await expect(jwtVerify(expired, createLocalJWKSet(tokens.publicKeys))).rejects.toThrow(/exp/);
  });

  test("is a customer's when nothing else is asked for", async () => {
    expect(decodeJwt(await token("sub=ada"))).toMatchObject({ role: "customer" });
  });

  test.each(["", "sub=", "sub=ada&role=king", "sub=ada&expiresInS=soon", "sub=ada&admin=1"])(
    "is refused for %j, by name",
    async (query) => {
      const answer = await ask("GET", `/api/token?${query}`);

      expect(answer.status).toBe(400);
      expect(answer.body.errors[0]?.path).toMatch(/sub|role|expiresInS|admin/);
    },
  );

  test("of before a restart is good after it, and the key is its owner's alone", async () => {
    const before = await token("sub=ada");

    const restarted = await createTokenIssuer({ path: join(directory, "key.json"), nowMs: () => Date.now() });

    await expect(jwtVerify(before, createLocalJWKSet(restarted.publicKeys))).resolves.toBeDefined();
    expect(statSync(join(directory, "key.json")).mode & 0o077).toBe(0);
  });

  test("is not made from a damaged key, which is named", async () => {
    writeFileSync(join(directory, "key.json"), "{");

    await expect(createTokenIssuer({ path: join(directory, "key.json"), nowMs: () => 0 })).rejects.toThrow(
      /key\.json.*\n.*--fresh/,
    );
  });
});

test("the stream tells what was missed, what happens, and the world", async () => {
  events.add({ text: "before" });
  events.add({ text: "missed" });
  const gone = new AbortController();
  const response = await routes.request("/api/events", { headers: { "last-event-id": "1" }, signal: gone.signal });
  const reader = (response.body as ReadableStream<Uint8Array>).pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  const readUntil = async (wanted: string) => {
    while (!text.includes(wanted)) text += (await reader.read()).value ?? "";
  };

  await readUntil("event: world");
  events.add({ region: EAST, text: "happens" });
  await readUntil("happens");
  await reader.cancel();

  expect(text).toContain("missed");
  expect(text).not.toContain("before");
  expect(text).toContain(`"faults":[]`);
});

test("what is not there points to what is", async () => {
  const answer = await ask("GET", "/");

  expect(answer.status).toBe(404);
  expect(JSON.stringify(answer.body)).toContain("/api/world");
});
