/** The laws of the port hold for the simulated table too, as long as the world is quiet: what it adds is only what the world does. */
import { createManualClock, Fault } from "@tandem/kernel";
import type { RegionTable } from "@tandem/replication";
import { describeRegionTableLaws, type RegionTableHarness } from "@tandem/replication/laws";
import { createEnvironment } from "../machine/environment.ts";
import { NO_FAULTS } from "../machine/fault-plan.ts";
import { createFaults } from "../machine/faults.ts";
import { createMachine, type Machine } from "../machine/machine.ts";
import { createReplicaEndpoint } from "./replica-endpoint.ts";
import { createTablePort } from "./table-port.ts";
import { EAST, WEST } from "./testing/items.ts";
import { createTransactionConflicts } from "./transaction-conflicts.ts";

/** A law waits for answers and knows nothing of the machine: whoever asks makes time pass. */
function driven(machine: Machine): <T>(work: Promise<T>) => Promise<T> {
  let waiting = 0;
  let isDriving = false;
  async function drive(): Promise<void> {
    if (isDriving) return;
    isDriving = true;
    while (waiting > 0) await machine.run(machine.nowMs() + 100);
    isDriving = false;
  }
  return async (work) => {
    waiting += 1;
    void drive();
    try {
      return await work;
    } finally {
      waiting -= 1;
    }
  };
}

function createHarness(): RegionTableHarness {
  const machine = createMachine({ seed: 1 });
  const faults = createFaults(machine, NO_FAULTS);
  const clock = createManualClock();
  const endpoint = createReplicaEndpoint({ region: EAST, nowMs: machine.nowMs });
  const { replica } = endpoint;
  const drive = driven(machine);
  let clients = 0;
  let toLose = 0;

  function connect(): RegionTable {
    clients += 1;
    const environment = createEnvironment({ machine, faults, name: `client ${clients}`, region: EAST, role: "api" });
    const table = createTablePort({
      environment: { ...environment, clock: { ...environment.clock, ...clock } },
      service: {
        region: EAST,
        replica,
        carelessView: replica,
        nowMs: machine.nowMs,
        refusal: () => undefined,
        conflicts: createTransactionConflicts(EAST, machine.nowMs),
      },
      onAnswer: () => undefined,
    });
    return {
      region: EAST,
      read: (partitions, options) => drive(table.read(partitions, options)),
      page: (partition, options) => drive(table.page(partition, options)),
      walk: (options) => drive(table.walk(options)),
      async commit(commit) {
        const outcome = await drive(table.commit(commit));
        if (toLose === 0) return outcome;
        toLose -= 1;
        throw new Fault({ code: "timeout", message: "the answer was lost", retryable: true, mayBeDone: true });
      },
    };
  }

  return {
    region: EAST,
    otherRegion: WEST,
    clock,
    historyCount: 20,
    connect,
    loseAnswers(count) {
      toLose = count;
    },
  };
}

describeRegionTableLaws("the simulated table", createHarness);
