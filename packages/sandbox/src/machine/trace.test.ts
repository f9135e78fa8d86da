import { expect, it } from "vitest";
import { createTrace, type Trace } from "./trace.ts";

const PLACED = { who: "client 1", what: "placed an order", where: "us-east-1", detail: "ord_1" };

it("every part of a line, and every step, is in the digest", () => {
  const digestOf = (fill: (trace: Trace) => void) => {
    const trace = createTrace("nothing");
    fill(trace);
    return trace.digest();
  };
  const digests = [
    digestOf(() => undefined),
    digestOf((trace) => trace.add(1, PLACED)),
    digestOf((trace) => trace.add(2, PLACED)),
    digestOf((trace) => trace.add(1, { ...PLACED, who: "client 2" })),
    digestOf((trace) => trace.add(1, { ...PLACED, what: "placed an" })),
    digestOf((trace) => trace.add(1, { ...PLACED, where: "us-west-2" })),
    digestOf((trace) => trace.add(1, { ...PLACED, detail: "ord_2" })),
    digestOf((trace) => trace.step(1, "a step")),
    digestOf((trace) => trace.step(2, "a step")),
    digestOf((trace) => trace.step(1, "another")),
  ];

  expect(new Set(digests).size).toBe(digests.length);
});

it("asking for the digest does not change it, however long the trace", () => {
  const asked = createTrace("nothing");
  const silent = createTrace("nothing");
  for (let lines = 0; lines < 2_000; lines += 1) {
    asked.add(lines, PLACED);
    silent.add(lines, PLACED);
    if (lines % 100 === 0) asked.digest();
  }

  expect(asked.digest()).toBe(silent.digest());
  expect(asked.digest()).toBe(silent.digest());
});

it("keeps nothing, the lines, or the steps as well", () => {
  const kept = (["nothing", "lines", "steps"] as const).map((keeping) => {
    const trace = createTrace(keeping);
    trace.step(1, "a step");
    trace.add(2, PLACED);
    return trace.lines.map(({ atMs, what }) => `${atMs} ${what}`);
  });

  expect(kept).toEqual([[], ["2 placed an order"], ["1 a step", "2 placed an order"]]);
});
