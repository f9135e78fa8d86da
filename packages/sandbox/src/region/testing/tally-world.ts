/** A world of two regions that runs the tally program, and one customer per place who asks for tallies. */
import { type FaultPlan, NO_FAULTS } from "../../machine/fault-plan.ts";
import { createFaults, type Faults } from "../../machine/faults.ts";
import { createMachine, type Machine, START_MS } from "../../machine/machine.ts";
import type { TraceKeeping } from "../../machine/trace.ts";
import type { ClientAnswer } from "../clients.ts";
import { createWorld, type World } from "../world.ts";
import type { WorldFault } from "../world-fault.ts";
import type { WorldNumbers } from "../world-numbers.ts";
import { EAST, WEST } from "./items.ts";
import { createTallyProgram } from "./tally-program.ts";

const NUMBERS: WorldNumbers = {
  functions: {
    api: { timeoutSeconds: 10, concurrency: "shared" },
    "on-table-change": {
      timeoutSeconds: 30,
      concurrency: "shared",
      trigger: {
        batchSize: 100,
        maximumRetryAttempts: 10,
        maximumRecordAgeInSeconds: 3_600,
        bisectBatchOnFunctionError: true,
        filters: () => [{ eventName: ["INSERT"], dynamodb: { NewImage: { wake: { S: ["changed"] } } } }],
      },
    },
    "on-message": {
      timeoutSeconds: 30,
      concurrency: { reserved: 10 },
      trigger: { batchSize: 10, maximumConcurrency: 10 },
    },
    tick: {
      timeoutSeconds: 55,
      concurrency: { reserved: 1 },
      trigger: { everyMinutes: 1, maximumRetryAttempts: 0, maximumEventAgeInSeconds: 60 },
    },
  },
  queue: { visibilityTimeoutSeconds: 180, maxReceiveCount: 8, messageRetentionSeconds: 14 * 24 * 3_600 },
};

export interface TallyWorldOptions {
  readonly seed?: number;
  readonly plan?: Partial<FaultPlan>;
  readonly worldFaults?: readonly WorldFault[];
  readonly keep?: TraceKeeping;
}

export interface TallyWorld {
  readonly machine: Machine;
  readonly faults: Faults;
  readonly world: World;
  readonly answers: ClientAnswer[];
  /** Asks for a tally; what becomes of it is among the answers once it is known. */
  ask(id: string, to?: typeof EAST | "dns"): void;
  /** Lets time pass until so many milliseconds after the start. */
  until(sinceStartMs: number): Promise<void>;
}

export function createTallyWorld({ seed = 1, plan = {}, worldFaults = [], keep }: TallyWorldOptions = {}): TallyWorld {
  const machine = createMachine({ seed, ...(keep === undefined ? {} : { keep }) });
  const faults = createFaults(machine, { ...NO_FAULTS, ...plan });
  const program = createTallyProgram();
  const world = createWorld({ machine, faults, worldFaults, regions: [EAST, WEST], program, numbers: NUMBERS });
  const answers: ClientAnswer[] = [];
  return {
    machine,
    faults,
    world,
    answers,
    ask(id, to = EAST) {
      const request = new Request(`https://api.test/${id}`, { method: "POST" });
      void world.request(to, request, { client: `customer of ${to}` }).then((answer) => answers.push(answer));
    },
    until: (sinceStartMs) => machine.run(START_MS + sinceStartMs),
  };
}
