/**
 * One replica of a global table as AWS runs it: whatever is written here gets a hidden stamp and is owed to every other replica;
 * whatever arrives from another is taken if its stamp is newer than the item's here, and dropped if not. That comparison
 * is all that makes replicas agree: in whatever order and however often versions arrive, the item ends as the one with the
 * highest stamp. A deleted item leaves its stamp behind, or a late version would bring it back.
 */
import type { Region } from "@tandem/kernel";
import {
  createMemoryReplica,
  type Item,
  type ItemChange,
  type MemoryReplica,
  type Partition,
} from "@tandem/replication";
import { createEndpointClock, type HiddenStamp, isNewer } from "./hidden-stamp.ts";

/** An item as one write left it, on its way to another replica. */
export interface Version {
  readonly partition: Partition;
  readonly sort: string;
  readonly stamp: HiddenStamp;
  /** Nothing, if it was deleted. */
  readonly after: Item | undefined;
}

/** Who made a change of this replica: a program, the deletion of expired items, or another replica's version. */
export type Origin = "program" | "expiry" | "replication";

export interface RecordedChange extends ItemChange {
  readonly origin: Origin;
  readonly stamp: HiddenStamp;
}

export interface ReplicaEndpoint {
  readonly region: Region;
  /** Where the region's tables lie. Whatever is written into it is stamped. */
  readonly replica: MemoryReplica;
  receive(version: Version): "applied" | "older";
  /** Deletes what is expired at this moment of the endpoint's clock, at most `limit` items; answers how many went. */
  deleteExpired(limit: number): number;
  /** Calls `listener` after each change, whoever made it, in the order of changes. */
  watch(listener: (changes: readonly RecordedChange[]) => void): void;
  /** The stamp an item has here, or had when it was deleted. */
  stampAt(place: Pick<Version, "partition" | "sort">): HiddenStamp | undefined;
}

export interface ReplicaEndpointOptions {
  readonly region: Region;
  readonly nowMs: () => number;
}

export function createReplicaEndpoint({ region, nowMs }: ReplicaEndpointOptions): ReplicaEndpoint {
  const replica = createMemoryReplica();
  const clock = createEndpointClock(region, nowMs);
  const stamps = new Map<Partition, Map<string, HiddenStamp>>();
  const expiring = new Map<Item, number>();
  const listeners: ((changes: readonly RecordedChange[]) => void)[] = [];
  /** What the change under way is; set around each write that is no program's. */
  let underWay: { readonly origin: Origin; readonly stamp: HiddenStamp | undefined } = PROGRAM;

  replica.watch((changes) => {
    const { origin, stamp } = underWay;
    // Each item gets a stamp of its own, as each travels by itself.
    const recorded = changes.map((change) => ({ ...change, origin, stamp: stamp ?? clock.tick() }));
    for (const change of recorded) note(change);
    for (const listener of listeners) listener(recorded);
  });

  function note({ partition, sort, before, after, stamp }: RecordedChange): void {
    keepStamp({ partition, sort }, stamp);
    if (before !== undefined) expiring.delete(before);
    if (after?.kind === "fact" && after.expiresAtS !== undefined) expiring.set(after, after.expiresAtS * 1_000);
  }

  function keepStamp({ partition, sort }: Pick<Version, "partition" | "sort">, stamp: HiddenStamp): void {
    const known = stamps.get(partition);
    if (known === undefined) stamps.set(partition, new Map([[sort, stamp]]));
    else known.set(sort, stamp);
  }

  function writeAs(
    origin: Origin,
    version: Omit<Version, "stamp"> & { readonly stamp: HiddenStamp | undefined },
  ): void {
    underWay = { origin, stamp: version.stamp };
    replica.replace([{ partition: version.partition, sort: version.sort, after: version.after }]);
    underWay = PROGRAM;
  }

  return {
    region,
    replica,
    receive(version) {
      clock.observe(version.stamp);
      const standing = stamps.get(version.partition)?.get(version.sort);
      if (standing !== undefined && !isNewer(version.stamp, standing)) return "older";
      // A deletion of what never came is no change, and must be known all the same.
      keepStamp(version, version.stamp);
      writeAs("replication", version);
      return "applied";
    },
    deleteExpired(limit) {
      const due: Item[] = [];
      for (const [item, dueMs] of expiring) {
        if (due.length === limit) break;
        if (dueMs <= nowMs()) due.push(item);
      }
      for (const { partition, sort } of due) {
        writeAs("expiry", { partition, sort, after: undefined, stamp: undefined });
      }
      return due.length;
    },
    watch: (listener) => void listeners.push(listener),
    stampAt: ({ partition, sort }) => stamps.get(partition)?.get(sort),
  };
}

const PROGRAM = { origin: "program", stamp: undefined } as const;
