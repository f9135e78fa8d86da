/** Draws everything about one history from its seed: who comes and what they want, and what goes wrong meanwhile. */
import { below } from "@tandem/kernel";
import { createMachine, drawFaultPlan, drawPlan, drawWorldFaults } from "@tandem/sandbox";
import { faultMenu } from "./fault-menu.ts";
import type { Scenario } from "./scenario.ts";

/** Faults may begin for a while after the last customer has come: work is under way then. */
const AFTERMATH_MS = 10_000;
/** In one history in so many all customers live next door. */
const NEAR_ONE_IN = 4;

export function drawScenario(seed: number): Scenario {
  const machine = createMachine({ seed });
  const plan = drawPlan(machine.fork("plan"));
  const durationMs = (plan.operations.at(-1)?.afterMs ?? 0) + AFTERMATH_MS;
  const customers = below(machine.fork("roads"), NEAR_ONE_IN) === 0 ? "near" : "far";
  return {
    seed,
    plan,
    world: drawWorldFaults(machine.fork("world faults"), { regions: plan.regions, durationMs }),
    faults: drawFaultPlan(machine.fork("faults"), faultMenu(durationMs, customers)),
  };
}
