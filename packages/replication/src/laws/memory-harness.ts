/** The table in memory, as the laws want it: shared by the adapter's own test and the tests that take a defence away. */
import { createManualClock, Fault, region } from "@tandem/kernel";
import { createMemoryRegionTable } from "../memory-region-table.ts";
import { createMemoryReplica, type MemoryReplica } from "../memory-replica.ts";
import type { RegionTable } from "../region-table.ts";
import type { RegionTableHarness } from "./harness.ts";

/** Makes a client's table over what all clients share. */
export type Weaken = (table: RegionTable, replica: MemoryReplica) => RegionTable;

/** A new replica in memory; `weaken` puts another table in the place of the good one. */
export function createMemoryHarness(weaken: Weaken = (table) => table): RegionTableHarness {
  const clock = createManualClock();
  const replica = createMemoryReplica();
  const own = region("us-east-1");
  let toLose = 0;
  return {
    region: own,
    otherRegion: region("us-west-2"),
    clock,
    historyCount: 200,
    connect() {
      const table = weaken(createMemoryRegionTable({ region: own, clock, replica }), replica);
      return {
        ...table,
        async commit(commit) {
          const outcome = await table.commit(commit);
          if (toLose === 0) return outcome;
          toLose -= 1;
          throw new Fault({ code: "timeout", message: "the answer was lost", retryable: true, mayBeDone: true });
        },
      };
    },
    loseAnswers(count) {
      toLose = count;
    },
  };
}
