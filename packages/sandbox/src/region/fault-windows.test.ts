import { expect, it } from "vitest";
import { NO_FAULTS } from "../machine/fault-plan.ts";
import { createFaults } from "../machine/faults.ts";
import { createMachine, START_MS } from "../machine/machine.ts";
import { startFaultWindows } from "./fault-windows.ts";
import { EAST, WEST } from "./testing/items.ts";
import { describeFault, type WorldFault } from "./world-fault.ts";

function createBench(windows: readonly WorldFault[], spared: readonly string[] = []) {
  const machine = createMachine({ seed: 1 });
  const faults = createFaults(machine, { ...NO_FAULTS, spared });
  const seen: string[] = [];
  const say = (what: string, fault: WorldFault) =>
    seen.push(`${machine.nowMs() - START_MS} ${what} ${describeFault(fault)}`);
  startFaultWindows({
    machine,
    faults,
    windows,
    strike(fault) {
      say("+", fault);
      return () => say("-", fault);
    },
  });
  return { faults, seen, until: (sinceStartMs: number) => machine.run(START_MS + sinceStartMs) };
}

const down = (region: typeof EAST, fromMs: number, untilMs: number) =>
  ({ kind: "region-down", region, fromMs, untilMs }) as const;

it("a fault holds in its window", async () => {
  const { seen, until } = createBench([down(EAST, 10, 20), { kind: "payment-down", fromMs: 15, untilMs: 30 }]);

  await until(100);

  expect(seen).toEqual([
    "10 + region-down us-east-1",
    "15 + payment-down",
    "20 - region-down us-east-1",
    "30 - payment-down",
  ]);
});

it("windows of one fault that overlap are one, which ends with the last", async () => {
  const { seen, until } = createBench([down(EAST, 10, 40), down(EAST, 20, 30), down(WEST, 20, 30)]);

  await until(100);

  expect(seen).toEqual([
    "10 + region-down us-east-1",
    "20 + region-down us-west-2",
    "30 - region-down us-west-2",
    "40 - region-down us-east-1",
  ]);
});

it("healing ends all that holds, and nothing begins afterwards", async () => {
  const { faults, seen, until } = createBench([down(EAST, 10, 100), down(WEST, 60, 100)]);
  await until(50);

  faults.heal();
  await until(200);

  expect(seen).toEqual(["10 + region-down us-east-1", "50 - region-down us-east-1"]);
  expect(faults.coverage().faults).toEqual({ "region-down": 1 });
});

it("a window that is spared does not happen, and changes no other", async () => {
  const { seen, until } = createBench([down(EAST, 10, 20), down(WEST, 10, 20)], ["world/0"]);

  await until(100);

  expect(seen).toEqual(["10 + region-down us-west-2", "20 - region-down us-west-2"]);
});
