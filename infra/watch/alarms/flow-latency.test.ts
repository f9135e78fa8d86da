import { expect, test } from "vitest";
import { flowLatency } from "./flow-latency.ts";
import { conditionOf, rings, WATCHED } from "./testing/ring.ts";

const browse = conditionOf(flowLatency(WATCHED), "browse-slow");

test("a flow is as slow as its slowest route", () => {
  expect(rings(browse, { asked0: 500, slow0: 200, asked1: 500, slow1: 1_200 })).toBe(true);
  expect(rings(browse, { asked0: 500, slow0: 200, asked1: 500, slow1: 900 })).toBe(false);
});

test("a cold start among few requests rings nothing", () => {
  expect(rings(browse, { asked0: 500, slow0: 200, asked1: 99, slow1: 2_000 })).toBe(false);
});

test("a route that nobody asks is quick, and does not hide the other", () => {
  expect(rings(browse, {})).toBe(false);
  expect(rings(browse, { asked0: 500, slow0: 1_200 })).toBe(true);
});
