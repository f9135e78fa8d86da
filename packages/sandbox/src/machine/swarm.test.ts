import { createSeededRandom } from "@tandem/kernel";
import { expect, it } from "vitest";
import { drawFaultPlan, drawRate, drawWindow, type SwarmMenu } from "./swarm.ts";

const MENU: SwarmMenu = {
  latencies: [{ target: { to: "payments" }, ms: [50, 200] }],
  calls: [
    { kind: "throttled", target: { to: "table" }, rates: [0.001, 0.2] },
    { kind: "answer-lost", target: {}, rates: [0.001, 0.2] },
    { kind: "slow", target: {}, rates: [0.001, 0.2], ms: [100, 900] },
  ],
  hazards: [{ kind: "crash", target: { role: "worker" }, rates: [0.001, 0.1] }],
  clocks: [{ kind: "step", target: {}, rates: [0.1, 1], amount: [-5_000, 5_000] }],
  durationMs: 60_000,
};

function plans(count: number) {
  return Array.from({ length: count }, (_, seed) => drawFaultPlan(createSeededRandom(seed), MENU));
}

it("each seed draws its own mix, and the same one again", () => {
  const first = plans(200);
  const mixes = new Set(
    first.map(({ calls, hazards, clocks }) =>
      [calls, hazards, clocks]
        .flat()
        .map((r) => r.kind)
        .join(),
    ),
  );

  expect(plans(200)).toEqual(first);
  // Every subset of five kinds.
  expect(mixes.size).toBe(32);
});

it("some histories are without any fault", () => {
  // So long a menu that nothing of it is chosen by chance once in millions of histories.
  const menu = { ...MENU, calls: Array.from({ length: 8 }, () => MENU.calls).flat() };
  const drawn = Array.from({ length: 200 }, (_, seed) => drawFaultPlan(createSeededRandom(seed), menu));

  const calm = drawn.filter(({ calls, hazards, clocks }) => calls.length + hazards.length + clocks.length === 0);

  expect(calm.length).toBeGreaterThan(0);
  expect(calm.length).toBeLessThan(20);
});

it("a drawn rule says what the menu said of it, with a rate and a window of its own", () => {
  const rules = plans(50).flatMap(({ calls }) => calls.filter(({ kind }) => kind === "slow"));

  expect(new Set(rules.map(({ rate }) => rate)).size).toBe(rules.length);
  for (const { rate, target, ms, fromMs = -1, untilMs = -1 } of rules) {
    expect({ target, ms }).toEqual({ target: {}, ms: [100, 900] });
    expect(rate).toBeGreaterThanOrEqual(0.001);
    expect(rate).toBeLessThanOrEqual(0.2);
    expect(0 <= fromMs && fromMs < untilMs && untilMs <= MENU.durationMs).toBe(true);
  }
});

it("small rates are drawn as often as large ones", () => {
  const random = createSeededRandom(1);
  const rates = Array.from({ length: 1_000 }, () => drawRate(random, [0.001, 0.256]));

  const small = rates.filter((rate) => rate < 0.016).length;

  expect(small).toBeGreaterThan(400);
  expect(small).toBeLessThan(600);
  expect(drawRate(random, [1, 1])).toBe(1);
  expect(() => drawRate(random, [0, 1])).toThrow("rates are drawn from above 0 to 1");
});

it("a window is all of the history, or a part of it", () => {
  const random = createSeededRandom(1);
  const windows = Array.from({ length: 100 }, () => drawWindow(random, 1_000));

  const whole = windows.filter(({ fromMs, untilMs }) => fromMs === 0 && untilMs === 1_000).length;

  expect(whole).toBeGreaterThan(30);
  expect(whole).toBeLessThan(70);
  expect(windows.every(({ fromMs, untilMs }) => 0 <= fromMs && fromMs < untilMs && untilMs <= 1_000)).toBe(true);
});
