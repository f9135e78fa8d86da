import { expect, it } from "vitest";
import { NO_FAULTS } from "./fault-plan.ts";
import { createFaultRules, fits } from "./fault-rules.ts";

const API = { name: "api us-east-1 #1", region: "us-east-1", role: "api" };
const READ = { to: "table us-east-1", what: "read" };

it("a target fits whatever it names, and everything in what it does not name", () => {
  for (const target of [{}, { region: "us-east-1" }, { role: "api" }, { to: "table" }, { to: "table us-east-1" }]) {
    expect(fits(target, API, READ)).toBe(true);
  }
  expect(fits({ region: "us-east-1", role: "api", to: "table", what: "read" }, API, READ)).toBe(true);
});

it("a target that names another is for others", () => {
  for (const target of [
    { region: "us-west-2" },
    { role: "worker" },
    { to: "tab" },
    { to: "queue" },
    { what: "commit" },
  ]) {
    expect(fits(target, API, READ)).toBe(false);
  }
});

it("the first latency that fits is taken", () => {
  const rules = createFaultRules({
    ...NO_FAULTS,
    latencies: [
      { target: { to: "payments" }, ms: [100, 900] },
      { target: { region: "us-east-1" }, ms: [5, 5] },
      { target: {}, ms: [7, 7] },
    ],
  });

  expect(rules.of(API).call({ to: "payments", what: "charge" }).ms).toEqual([100, 900]);
  expect(rules.of(API).call(READ).ms).toEqual([5, 5]);
  expect(rules.of({ ...API, region: "us-west-2" }).call(READ).ms).toEqual([7, 7]);
});
