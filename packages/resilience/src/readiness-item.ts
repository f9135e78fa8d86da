/**
 * The item that readiness reads and writes to know whether its region's table can be read and written. It is this region's own, like
 * every item, so no probe meets another region's; two processes that write it at once are decided by its version, and the one that is
 * refused has had its answer.
 */
import { type Random, randomId } from "@tandem/kernel";
import {
  declareFragment,
  type FragmentItem,
  makePartition,
  ownRegionOnly,
  type RegionTable,
  type StampClock,
} from "@tandem/replication";
import type { ReadinessProbes } from "./readiness.ts";

export const Probed = declareFragment({
  name: "PROBED",
  version: 1,
  parse: () => ({}),
  answer: ownRegionOnly("each region probes its own replica"),
});

export interface TableProbeOptions {
  readonly table: RegionTable;
  readonly stamps: StampClock;
  readonly random: Random;
}

export function createTableProbe(options: TableProbeOptions): Pick<ReadinessProbes, "readTable" | "writeTable"> {
  const { table, stamps, random } = options;
  const { region } = table;
  const partition = makePartition(["HEALTH", region]);
  const key = Probed.key({ partition, region });
  let standing: FragmentItem | undefined;
  return {
    async readTable() {
      const [items = []] = await table.read([partition], { consistent: true });
      standing = items.find(Probed.is);
    },
    async writeTable() {
      const id = randomId("cmt", random);
      await table.commit({
        id,
        stamp: stamps.next({ above: standing?.stamp }),
        writes: [Probed.write({ key, over: standing, data: {} })],
      });
    },
  };
}
