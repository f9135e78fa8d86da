import { expect, test } from "vitest";
import { drawScenario } from "./draw-scenario.ts";
import { partsOf, sparing, withChance, withParts } from "./scenario.ts";
import { parseScenario } from "./scenario-schema.ts";

const SEEDS = Array.from({ length: 40 }, (_, index) => index);
const scenario = drawScenario(7);

test("whatever a seed draws can be written to a file and read again", () => {
  for (const seed of SEEDS) {
    const drawn = sparing(drawScenario(seed), ["api us-east-1 #1/3"]);

    expect(parseScenario(JSON.parse(JSON.stringify(drawn)))).toEqual(drawn);
  }
});

test.each([
  ["no object", "x", /expected object/],
  ["a seed that is none", { ...scenario, seed: -1 }, /seed/],
  ["a member that nobody knows", { ...scenario, speed: 1 }, /speed/],
  ["no plan", { ...scenario, plan: undefined }, /plan/],
  ["a fault that nobody knows", { ...scenario, world: [{ kind: "flood", fromMs: 0, untilMs: 1 }] }, /world\.0/],
  ["a region that is none", { ...scenario, plan: { ...scenario.plan, regions: ["Atlantis"] } }, /is no region/],
  [
    "a fault of a role that nobody has",
    { ...scenario, faults: aimedAt({ role: "wroker" }) },
    /calls\.0\.target\.role: "wroker"/,
  ],
  [
    "a fault of a call that nobody makes",
    { ...scenario, faults: aimedAt({ what: "chrage" }) },
    /what: "chrage" is none of/,
  ],
  ["a fault of a part that is not there", { ...scenario, faults: aimedAt({ to: "tables" }) }, /to: "tables"/],
  ["a rate above 1", { ...scenario, faults: { ...scenario.faults, hazards: [hazard(2)] } }, /hazards\.0\.rate/],
])("a scenario with %s is refused, and where", (_, data, reason) => {
  expect(() => parseScenario(data)).toThrow(reason);
  expect(() => parseScenario(data)).toThrow("cannot be played");
});

test("a scenario is the sum of its parts, and each can be left out", () => {
  const parts = partsOf(scenario);

  expect(withParts(scenario, parts)).toEqual(scenario);
  for (const part of parts)
    expect(
      partsOf(
        withParts(
          scenario,
          parts.filter((other) => other !== part),
        ),
      ),
    ).not.toContain(part);
});

test("other luck and a spared strike change nothing else", () => {
  expect(withChance(scenario, 8)).toEqual({ ...scenario, seed: 8 });
  expect(sparing(sparing(scenario, ["a"]), ["b"]).faults.spared).toEqual(["a", "b"]);
});

function hazard(rate: number) {
  return { kind: "crash", target: {}, rate };
}

function aimedAt(target: object) {
  return { ...scenario.faults, calls: [{ kind: "slow", target, rate: 1 }] };
}

test("a fault may be of a part in one region, and of one request", () => {
  for (const target of [{ to: "table us-east-1" }, { to: "api", what: "POST /orders" }, { role: "client" }]) {
    expect(parseScenario({ ...scenario, faults: aimedAt(target) }).faults.calls).toHaveLength(1);
  }
});
