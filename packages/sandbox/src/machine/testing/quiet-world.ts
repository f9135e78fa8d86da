/** A machine with one environment and the faults a test asks for: all that most tests of an environment need. */
import { createEnvironment, type Environment } from "../environment.ts";
import { type FaultPlan, NO_FAULTS } from "../fault-plan.ts";
import { createFaults, type Faults } from "../faults.ts";
import { createMachine, type Machine, START_MS } from "../machine.ts";

export interface QuietWorld {
  readonly machine: Machine;
  readonly faults: Faults;
  readonly environment: Environment;
  /** Lets time pass until so many milliseconds after the start. */
  until(sinceStartMs: number): Promise<void>;
}

export function createQuietWorld(plan: Partial<FaultPlan> = {}, seed = 1): QuietWorld {
  const machine = createMachine({ seed, keep: "lines" });
  const faults = createFaults(machine, { ...NO_FAULTS, ...plan });
  const environment = createEnvironment({ machine, faults, name: "api #1", region: "us-east-1", role: "api" });
  return { machine, faults, environment, until: (sinceStartMs) => machine.run(START_MS + sinceStartMs) };
}
