/** The replicas behind the front doors of a local world, written and read as any client does, with roads that its control API cuts. */
import { setTimeout as sleep } from "node:timers/promises";
import { must } from "@tandem/kernel";
import { createRecorder } from "@tandem/sandbox";
import type { EngineWorld } from "../engine-world.ts";
import { tailStreams } from "../stream-tail.ts";
import { rehearsedItem } from "./rehearsed-item.ts";
import { createReplicaRecord } from "./replica-record.ts";
import type { ReplicaStage } from "./replica-stage.ts";

export interface EngineStage extends ReplicaStage {
  close(): Promise<void>;
}

/** Stamps are made from whole milliseconds. */
const BETWEEN_WRITES_MS = 3;
/** Roads take half a second at most, and the machine its time. */
const DRAIN_MS_MAX = 8_000;
const LOOK_MS = 50;

export async function createEngineStage(world: EngineWorld, mark: string): Promise<EngineStage> {
  const record = createReplicaRecord(mark);
  const recorder = createRecorder({ nowMs: () => Date.now() });
  const tail = await tailStreams(world.tables, {
    ...recorder,
    add(seen) {
      if (seen.kind === "changed") record.changed(seen.region, seen.after);
    },
  });
  const owner = must(world.regions[0], "a world has a region");
  const roads = world.regions.flatMap((from) => world.regions.filter((to) => to !== from).map((to) => ({ from, to })));
  let mends: readonly (() => Promise<void>)[] = [];

  async function look() {
    const held = await Promise.all(world.tables.map(async (table) => [table.region, await table.items()] as const));
    await tail.caughtUp();
    return record.look(new Map(held));
  }

  return {
    name: "on engines",
    async setRoads(cuts, lagMs) {
      const stale = mends;
      // The new cuts hold before the old ones go: nothing slips through in between.
      mends = await Promise.all([
        ...cuts.map((road) => world.control.strike({ kind: "one-way-partition", ...road })),
        ...roads.map((road) => world.control.strike({ kind: "replication-lag", ...road, ms: lagMs })),
      ]);
      await Promise.all(stale.map((mend) => mend()));
    },
    async write({ region, key, number, isDeletion }) {
      await sleep(BETWEEN_WRITES_MS);
      const table = must(
        world.tables.find((each) => each.region === region),
        `no region ${region}`,
      );
      const { pk, sk, ...rest } = attributesOf(key, number, owner);
      if (isDeletion) await table.call("DeleteItem", { TableName: table.name, Key: { pk, sk } });
      else await table.call("PutItem", { TableName: table.name, Item: { pk, sk, ...rest } });
    },
    async drain(until) {
      const untilMs = performance.now() + DRAIN_MS_MAX;
      for (;;) {
        const seen = await look();
        if (until(seen) || performance.now() > untilMs) return seen;
        await sleep(LOOK_MS);
      }
    },
    async close() {
      await tail.close();
      await Promise.all(mends.map((mend) => mend()));
    },
  };
}

function attributesOf(...[key, number, owner]: Parameters<typeof rehearsedItem>) {
  const { partition, sort, kind, v, region, stamp, commitId } = rehearsedItem(key, number, owner);
  return {
    pk: { S: partition },
    sk: { S: sort },
    kind: { S: kind },
    v: { N: String(v) },
    region: { S: region },
    stamp: { S: stamp },
    commitId: { S: commitId },
    data: { M: { number: { N: String(number) } } },
  };
}
