/** A function pool whose program is nothing but its environment, for tests of what calls functions. */
import type { Environment } from "../../machine/environment.ts";
import { createEnvironment } from "../../machine/environment.ts";
import { type FaultPlan, NO_FAULTS } from "../../machine/fault-plan.ts";
import { createFaults } from "../../machine/faults.ts";
import { createMachine, type Machine, START_MS } from "../../machine/machine.ts";
import { createFunctionPool, type FunctionPool, type Invoked } from "../function-pool.ts";
import { createNetwork, type Network } from "../network.ts";
import type { FunctionNumbers } from "../world-numbers.ts";
import { EAST } from "./items.ts";

export interface PoolBench {
  readonly machine: Machine;
  readonly network: Network;
  readonly pool: FunctionPool<Environment>;
  /** The environments that were started, in their order. */
  readonly started: readonly Environment[];
  /** What became of each invocation, as it was told. */
  readonly outcomes: Invoked<unknown>[];
  invoke(work: (environment: Environment) => Promise<unknown>): void;
  /** Lets time pass until so many milliseconds after the start. */
  until(sinceStartMs: number): Promise<void>;
}

export interface PoolBenchOptions {
  readonly seed?: number;
  readonly numbers?: Partial<FunctionNumbers>;
  readonly plan?: Partial<FaultPlan>;
}

export function createPoolBench({ seed = 1, numbers = {}, plan = {} }: PoolBenchOptions = {}): PoolBench {
  const machine = createMachine({ seed });
  const faults = createFaults(machine, { ...NO_FAULTS, ...plan });
  const network = createNetwork();
  const started: Environment[] = [];
  const outcomes: Invoked<unknown>[] = [];
  const pool = createFunctionPool<Environment>({
    machine,
    network,
    region: EAST,
    name: "worker us-east-1",
    numbers: { timeoutSeconds: 10, concurrency: { reserved: 10 }, ...numbers },
    random: machine.fork("pool"),
    start(name, errand) {
      const environment = createEnvironment({ machine, faults, name, region: EAST, role: "worker", errand });
      started.push(environment);
      return { environment, program: environment };
    },
  });
  return {
    machine,
    network,
    pool,
    started,
    outcomes,
    invoke: (work) => pool.invoke(machine.errand("work"), work, (outcome) => outcomes.push(outcome)),
    until: (sinceStartMs) => machine.run(START_MS + sinceStartMs),
  };
}
