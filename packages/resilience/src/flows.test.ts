import { expect, test } from "vitest";
import {
  ACCOUNT_THROTTLE,
  BURN_RATES,
  FLOWS,
  failureShareOf,
  OBJECTIVE_DAYS,
  READINESS_THROTTLE,
  throttleOf,
  UNKNOWN_ROUTE_THROTTLE,
} from "./flows.ts";

test("a flow has a name of its own that an alarm can bear, a sentence for customers, and bounds that can be kept", () => {
  expect(new Set(FLOWS.map(({ name }) => name)).size).toBe(FLOWS.length);
  for (const { name, about, objective, latencyMs, routes } of FLOWS) {
    expect(name).toMatch(/^[a-z]+(?:-[a-z]+)*$/);
    expect(about, name).toMatch(/^[A-Z].*\.$/);
    expect(objective, name).toBeGreaterThan(0.9);
    expect(objective, name).toBeLessThan(1);
    expect(latencyMs, name).toBeGreaterThan(0);
    expect(routes, name).not.toHaveLength(0);
  }
});

test("no route is in two flows", () => {
  const routes = FLOWS.flatMap((flow) => flow.routes);

  expect(new Set(routes).size).toBe(routes.length);
});

/** GET and HEAD of `/readyz` and of `/evacuated/{region}`: a stage's throttle holds for each route by itself. */
const READINESS_ROUTES = 4;

test("all routes together, at their limits, leave the readiness API its share of the account's", () => {
  const throttles = [
    ...Array.from({ length: READINESS_ROUTES }, () => READINESS_THROTTLE),
    UNKNOWN_ROUTE_THROTTLE,
    ...FLOWS.flatMap((flow) => flow.routes.map(() => throttleOf(flow))),
  ];

  expect(sum(throttles.map(({ rateLimit }) => rateLimit))).toBeLessThanOrEqual(ACCOUNT_THROTTLE.rateLimit);
  expect(sum(throttles.map(({ burstLimit }) => burstLimit))).toBeLessThanOrEqual(ACCOUNT_THROTTLE.burstLimit);
});

test("a lower tier is cut first: each gets at most a third of the one above", () => {
  for (const [upper, lower] of [
    [1, 2],
    [2, 3],
  ] as const) {
    expect(throttleOf({ tier: lower }).rateLimit * 3).toBeLessThanOrEqual(throttleOf({ tier: upper }).rateLimit);
    expect(throttleOf({ tier: lower }).burstLimit * 3).toBeLessThanOrEqual(throttleOf({ tier: upper }).burstLimit);
  }
});

test("burn rates use up 2, 5 and 10 percent of a month's budget in their long windows", () => {
  const used = BURN_RATES.map(({ factor, longWindowMinutes }) => (factor * longWindowMinutes) / budgetMinutes());

  expect(used.map((share) => Math.round(share * 100))).toEqual([2, 5, 10]);
  for (const { longWindowMinutes, shortWindowMinutes } of BURN_RATES) {
    expect(longWindowMinutes / shortWindowMinutes).toBe(12);
    /** CloudWatch adds up one day at most. */
    expect(longWindowMinutes).toBeLessThanOrEqual(24 * 60);
  }
});

test("a burn rate can be reached: no flow's objective is so loose that more than all requests would have to fail", () => {
  for (const flow of FLOWS) {
    for (const rate of BURN_RATES) expect(failureShareOf(flow, rate), flow.name).toBeLessThan(1);
  }
  expect(failureShareOf({ objective: 0.999 }, { factor: 14.4 })).toBeCloseTo(0.0144);
});

function budgetMinutes(): number {
  return OBJECTIVE_DAYS * 24 * 60;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
