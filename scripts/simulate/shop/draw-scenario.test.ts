import { MINUTE_MS } from "@tandem/kernel";
import { expect, test } from "vitest";
import { drawScenario } from "./draw-scenario.ts";

const SCENARIOS = Array.from({ length: 120 }, (_, seed) => drawScenario(seed));
const LINGER_TICKS_MAX = 20;

test("some days go on for some ticks after the last customer has gone, and most are over then", () => {
  const lingering = SCENARIOS.filter(({ lingerMs }) => lingerMs !== undefined);

  expect(lingering.length).toBeGreaterThan(SCENARIOS.length / 12);
  expect(lingering.length).toBeLessThan(SCENARIOS.length / 3);
  for (const { lingerMs = 0, plan } of lingering) {
    expect(lingerMs).toBeLessThan(LINGER_TICKS_MAX * (plan.tickMinutes ?? 1) * MINUTE_MS);
  }
});

test("in some shops somebody orders of nearly everything there is, more of each than two shards hold", () => {
  const whole = SCENARIOS.filter(({ plan }) =>
    plan.operations.some(
      ({ operation }) =>
        operation.kind === "place-order" &&
        new Set(operation.lines.map(({ sku }) => sku)).size >= 28 &&
        operation.lines.every(({ quantity }) => quantity >= 28),
    ),
  );

  expect(whole.length).toBeGreaterThan(0);
});
