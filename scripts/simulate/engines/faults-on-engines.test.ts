import { regionList } from "@tandem/kernel";
import { createMachine, drawWorldFaults } from "@tandem/sandbox";
import { expect, test } from "vitest";
import { onEngines } from "./faults-on-engines.ts";

const REGIONS = regionList(["us-east-1", "us-west-2", "eu-west-1"]);
const [EAST, WEST, EU] = REGIONS as readonly [(typeof REGIONS)[0], (typeof REGIONS)[0], (typeof REGIONS)[0]];

test("a region that is isolated is parted from each of its peers, and from the witness", () => {
  const fault = { kind: "region-isolated", region: WEST, fromMs: 5, untilMs: 9 } as const;

  expect(onEngines(fault, { regions: REGIONS })).toEqual([
    { kind: "witness-cut", region: WEST },
    { kind: "partition", regions: [WEST, EAST] },
    { kind: "partition", regions: [WEST, EU] },
  ]);
});

test("whatever a seed draws can be struck, and its window stays with whoever strikes", () => {
  const machine = createMachine({ seed: 1 });
  const random = machine.fork("faults");
  const drawn = Array.from({ length: 200 }, () => drawWorldFaults(random, { regions: REGIONS, durationMs: 1_000 }));

  const struck = drawn.flat().map((fault) => onEngines(fault, { regions: REGIONS }));

  expect(struck.length).toBeGreaterThan(100);
  for (const local of struck) {
    expect(local).not.toHaveLength(0);
    expect(JSON.stringify(local)).not.toMatch(/fromMs|untilMs/);
  }
});
