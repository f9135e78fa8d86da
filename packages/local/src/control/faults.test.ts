import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { type ControlUnderTest, createControlUnderTest, EAST, WEST } from "./fixtures/control-under-test.ts";

let control: ControlUnderTest;
beforeEach(async () => {
  control = await createControlUnderTest();
});
afterEach(() => control.close());

const breakIt = (fault: unknown) => control.ask("POST", "/api/faults", fault);

describe("a fault", () => {
  test.each([
    [{ kind: "region-down", region: WEST }, () => control.state().region(WEST).isDown],
    [
      { kind: "partition", regions: [EAST, WEST] },
      () => control.state().link(EAST, WEST).isCut && control.state().link(WEST, EAST).isCut,
    ],
    [
      { kind: "one-way-partition", from: EAST, to: WEST },
      () => control.state().link(EAST, WEST).isCut && !control.state().link(WEST, EAST).isCut,
    ],
    [{ kind: "region-unreachable", region: EAST }, () => control.state().region(EAST).isUnreachable],
    [{ kind: "witness-cut", region: EAST }, () => control.state().region(EAST).isWitnessCut],
    [{ kind: "stream-stuck", region: EAST }, () => control.state().region(EAST).isStreamStuck],
    [{ kind: "schedule-stopped", region: EAST }, () => control.state().region(EAST).isScheduleStopped],
    [{ kind: "crash-all", region: EAST }, () => control.state().region(EAST).crashFaultIds.length === 1],
    [{ kind: "lost-messages", region: EAST, rate: 0.2 }, () => control.state().region(EAST).queue.lostRate === 0.2],
    [
      { kind: "replication-lag", from: EAST, to: WEST, ms: 2_000 },
      () => control.state().link(EAST, WEST).lagMs === 2_000,
    ],
    [{ kind: "table-latency", region: EAST, ms: 5 }, () => control.state().region(EAST).table.latencyMs === 5],
    [
      { kind: "table-errors", region: EAST, rate: 0.5, error: "throttle" },
      () => control.state().region(EAST).table.error === "throttle",
    ],
    [{ kind: "table-read-only", region: EAST }, () => control.state().region(EAST).table.isReadOnly],
    [{ kind: "table-down", region: EAST }, () => control.state().region(EAST).table.isDown],
    [{ kind: "queue-stuck", region: EAST }, () => control.state().region(EAST).queue.isStuck],
    [{ kind: "queue-down", region: EAST }, () => control.state().region(EAST).queue.isDown],
    [
      { kind: "function-crash", region: EAST, function: "api", rate: 1 },
      () => control.state().region(EAST).functions.crashRates.get("api") === 1,
    ],
    [{ kind: "response-lost", region: EAST, rate: 1 }, () => control.state().region(EAST).functions.lostRate === 1],
    [{ kind: "payment-slow", ms: 100 }, () => control.state().payments.slowMs === 100],
    [{ kind: "payment-down" }, () => control.state().payments.isDown],
    [{ kind: "payment-forgets" }, () => control.state().payments.forgetFaultIds.length === 1],
    [{ kind: "cold", region: EAST }, () => control.state().region(EAST).coldFaultIds.length === 1],
    [
      { kind: "duplicate-messages", region: EAST, rate: 0.1 },
      () => control.state().region(EAST).queue.duplicateRate === 0.1,
    ],
    [{ kind: "clock-skew", region: EAST, ms: -700 }, () => control.state().region(EAST).functions.clockSkewMs === -700],
  ])("%j holds while it is active, and no longer", async (fault, holds) => {
    expect(holds()).toBe(false);

    const added = await breakIt(fault);
    expect(added.status).toBe(201);
    expect(holds()).toBe(true);
    expect(control.faults.active()).toMatchObject([{ ...fault, id: added.body.id, until: null }]);

    expect((await control.ask("DELETE", `/api/faults/${added.body.id}`)).status).toBe(200);
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
    ["one region twice", { kind: "partition", regions: [EAST, EAST] }, "regions.1", /two different regions.*us-east-1/],
    ["a road to itself", { kind: "one-way-partition", from: WEST, to: WEST }, "to", /two different regions/],
    ["a link to itself", { kind: "replication-lag", from: WEST, to: WEST, ms: 5 }, "to", /two different regions/],
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
    expect(control.faults.active()).toEqual([]);
  });

  test("that heals leaves what another of its kind holds", async () => {
    const small = await breakIt({ kind: "table-latency", region: EAST, ms: 10 });
    const large = await breakIt({ kind: "table-latency", region: EAST, ms: 50 });

    expect(control.state().region(EAST).table.latencyMs).toBe(50);
    await control.ask("DELETE", `/api/faults/${large.body.id}`);
    expect(control.state().region(EAST).table.latencyMs).toBe(10);
    await control.ask("DELETE", `/api/faults/${small.body.id}`);
    expect(control.state().region(EAST).table.latencyMs).toBe(0);
  });

  test("heals by itself after its seconds, and both are events", async () => {
    await breakIt({ kind: "queue-stuck", region: WEST, seconds: 0.05 });

    await vi.waitFor(() => expect(control.faults.active()).toEqual([]), { timeout: 5_000 });

    expect(control.state().region(WEST).queue.isStuck).toBe(false);
    expect(control.events.after(0)).toMatchObject([
      { region: WEST, text: "fault: queue-stuck, for 0.05 s" },
      { region: WEST, text: "fault healed by itself: queue-stuck, for 0.05 s" },
    ]);
  });

  test("is healed with all others at once, and healing what is not there is 404", async () => {
    await breakIt({ kind: "payment-down" });
    await breakIt({ kind: "region-down", region: EAST });

    expect((await control.ask("DELETE", "/api/faults")).body).toEqual({ healed: 2 });

    expect(control.faults.active()).toEqual([]);
    expect((await control.ask("DELETE", "/api/faults/flt_none")).status).toBe(404);
  });
});
