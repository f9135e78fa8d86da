import { expect, test } from "vitest";
import { flowErrors } from "./flow-errors.ts";
import { conditionOf, rings, WATCHED } from "./testing/ring.ts";

const alarms = flowErrors(WATCHED);
const hour = conditionOf(alarms, "place-order-errors-60m");
const fiveMinutes = conditionOf(alarms, "place-order-errors-5m");

test("an hour rings when fourteen times more fails than the objective allows for", () => {
  expect(rings(hour, { asked0: 10_000, failed0: 144 })).toBe(false);
  expect(rings(hour, { asked0: 10_000, failed0: 145 })).toBe(true);
});

test("few requests wake nobody, and where all fail the tenth does", () => {
  expect(rings(hour, { asked0: 9, failed0: 9 })).toBe(false);
  expect(rings(hour, { asked0: 10, failed0: 10 })).toBe(true);
});

test("the short window says only whether it goes on, so that one failure is enough there", () => {
  expect(rings(fiveMinutes, { asked0: 3, failed0: 1 })).toBe(true);
  expect(rings(fiveMinutes, { asked0: 300, failed0: 0 })).toBe(false);
});

test("a time without a request, or without a failure, is quiet", () => {
  expect(rings(hour, {})).toBe(false);
  expect(rings(hour, { asked0: 10_000 })).toBe(false);
});

test("the routes of a flow fail together, and one that nobody asks takes nothing away", () => {
  const browse = conditionOf(alarms, "browse-errors-60m");

  expect(rings(browse, { asked0: 300, failed0: 5, asked1: 300, failed1: 5 })).toBe(true);
  expect(rings(browse, { asked0: 300, failed0: 10 })).toBe(true);
});

test("every rate can be reached: no share of failures above all is waited for", () => {
  for (const alarm of alarms) {
    const conditions = "condition" in alarm ? [alarm.condition] : alarm.anyOf.flat().map(({ condition }) => condition);
    for (const { threshold } of conditions) expect(threshold, alarm.name).toBeLessThan(0.5);
  }
});

test("what is given up first wakes nobody", () => {
  const severities = alarms.map(({ name, severity }) => `${name} is a ${severity}`);

  expect(severities).toContain("place-order-errors-page is a page");
  expect(severities).toContain("place-order-errors-ticket is a ticket");
  expect(severities).toContain("look-up-errors-ticket is a ticket");
  expect(alarms.map(({ name }) => name)).not.toContain("look-up-errors-page");
});
