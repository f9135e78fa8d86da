/**
 * The item that readiness reads and writes to know whether its region's table can be read and written. It is this region's own, like
 * every item, so no probe meets another region's; two processes that write it at once are decided by its version, and the one that is
 * refused has had its answer.
 */
import { type Random, randomId } from "@tandem/kernel";
import { makeKey, makePartition, type RegionTable, type StampClock } from "@tandem/replication";
import type { ReadinessProbes } from "./readiness.ts";

export const HEALTH_ITEM_VERSION = 1;

export interface TableProbeOptions {
  readonly table: RegionTable;
  readonly stamps: StampClock;
  readonly random: Random;
}

export function createTableProbe(options: TableProbeOptions): Pick<ReadinessProbes, "readTable" | "writeTable"> {
  const { table, stamps, random } = options;
  const { region } = table;
  const partition = makePartition(["HEALTH", region]);
  const key = makeKey({ partition, name: "PROBED", region });
  let standing: { readonly commitId: string; readonly stamp: ReturnType<StampClock["next"]> } | undefined;
  return {
    async readTable() {
      const [items = []] = await table.read([partition], { consistent: true });
      standing = items.find(({ sort }) => sort === key.sort);
    },
    async writeTable() {
      const id = randomId("cmt", random);
      const expected = standing?.commitId ?? "absent";
      await table.commit({
        id,
        stamp: stamps.next({ above: standing?.stamp }),
        writes: [{ type: "fragment", key, v: HEALTH_ITEM_VERSION, data: {}, expected }],
      });
    },
  };
}
