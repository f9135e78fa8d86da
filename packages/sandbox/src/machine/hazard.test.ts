import { expect, it } from "vitest";
import type { HazardRule } from "./fault-plan.ts";
import { createQuietWorld } from "./testing/quiet-world.ts";

const CRASH: HazardRule = { kind: "crash", target: {}, point: "after-charge", rate: 1 };

async function charge(rules: readonly HazardRule[], untilMs = 1_000) {
  const world = createQuietWorld({ hazards: rules });
  const { environment, machine } = world;
  const seen: string[] = [];
  void environment.start(async () => {
    await environment.hazard("before-charge");
    seen.push("charges");
    await environment.call({
      to: "payments",
      what: "charge",
      hazard: "charge-underway",
      do: () => seen.push("charged"),
    });
    seen.push("heard");
    await environment.hazard("after-charge");
    seen.push(`settled after ${machine.nowMs() - startMs >= 500 ? "a pause" : "no pause"}`);
  });
  const startMs = machine.nowMs();
  await world.until(untilMs);
  return { ...world, seen };
}

it("without faults a point is passed at once, and counted", async () => {
  const { seen, faults } = await charge([]);

  expect(seen).toEqual(["charges", "charged", "heard", "settled after no pause"]);
  expect(faults.coverage().points).toEqual({ "after-charge": 1, "before-charge": 1, "charge-underway": 1 });
});

it("at a point the environment dies, and goes no further", async () => {
  const { seen, environment, machine, faults } = await charge([CRASH]);

  expect(seen).toEqual(["charges", "charged", "heard"]);
  expect(environment.isAlive).toBe(false);
  expect(faults.coverage().faults).toEqual({ crash: 1 });
  expect(machine.lines.map(({ what, detail }) => `${what}: ${detail}`)).toEqual([
    "crash: after-charge (api #1/after-charge)",
    "killed: at after-charge",
  ]);
});

it("between a call's arrival and its answer the environment dies, and the work is done", async () => {
  const { seen, environment } = await charge([{ ...CRASH, point: "charge-underway" }]);

  expect(seen).toEqual(["charges", "charged"]);
  expect(environment.isAlive).toBe(false);
});

it("at a point the environment stands still for a while, and then goes on", async () => {
  for (const point of ["after-charge", "charge-underway"]) {
    const pause: HazardRule = { kind: "pause", target: { role: "api" }, point, rate: 1, ms: [500, 500] };

    expect((await charge([pause], 499)).seen).not.toContain("settled after a pause");
    expect((await charge([pause])).seen.at(-1)).toBe("settled after a pause");
  }
});

it("a rule without a point is for every point, and one of another role for none", async () => {
  const anywhere: HazardRule = { kind: "crash", target: {}, rate: 1 };

  expect((await charge([anywhere])).seen).toEqual([]);
  expect((await charge([{ ...anywhere, target: { role: "worker" } }])).seen).toHaveLength(4);
});
