/** The replicas of a simulated world, in which nothing else happens. */
import { FUNCTIONS, WORK_QUEUE } from "@tandem/functions/manifest";
import { must, type Region, SECOND_MS } from "@tandem/kernel";
import { createFaults, createMachine, createWorld, NO_FAULTS, type RegionProgram } from "@tandem/sandbox";
import { rehearsedItem } from "./rehearsed-item.ts";
import { createReplicaRecord } from "./replica-record.ts";
import type { ReplicaStage } from "./replica-stage.ts";

/** More than the clocks of two endpoints are apart, so that the later write has the later hidden stamp. */
const BETWEEN_WRITES_MS = SECOND_MS;
/** Longer than any road takes. */
const DRAIN_MS = 10 * SECOND_MS;
const ITEMS_MAX = 10_000;
/** Nobody asks anything of these regions. */
const IDLE: RegionProgram = {
  api: () => ({ fetch: async () => new Response() }),
  worker: () => ({ consume: async () => undefined }),
  tick: () => ({ run: async () => undefined }),
  hintsOf: () => [],
};

export function createSimulatedStage(seed: number, regions: readonly Region[], mark: string): ReplicaStage {
  const machine = createMachine({ seed });
  const numbers = { functions: FUNCTIONS, queue: WORK_QUEUE };
  const faults = createFaults(machine, NO_FAULTS);
  const world = createWorld({ machine, faults, worldFaults: [], regions, program: IDLE, numbers });
  const record = createReplicaRecord(mark);
  const owner = must(regions[0], "a world has a region");
  const endpointOf = (region: Region) => must(world.regions.get(region), `no region ${region}`).endpoint;
  for (const region of regions) {
    endpointOf(region).watch((changes) => {
      for (const { after } of changes) record.changed(region, after);
    });
  }
  let mend = world.network.cut([]);

  return {
    name: "simulated",
    async setRoads(cuts, lagMs) {
      mend();
      mend = world.network.cut(cuts);
      for (const link of world.links) link.setLag(lagMs);
    },
    async write({ region, key, number, isDeletion }) {
      await machine.run(machine.nowMs() + BETWEEN_WRITES_MS);
      const item = rehearsedItem(key, number, owner);
      const { partition, sort } = item;
      endpointOf(region).replica.replace([{ partition, sort, after: isDeletion ? undefined : item }]);
    },
    async drain() {
      await machine.run(machine.nowMs() + DRAIN_MS);
      return record.look(
        new Map(regions.map((region) => [region, endpointOf(region).replica.scan(undefined, ITEMS_MAX)])),
      );
    },
  };
}
