/** What came to lie in the replicas during one script, as a stage hears of it. */
import type { Region } from "@tandem/kernel";
import type { Item } from "@tandem/replication";
import { readRehearsed } from "./rehearsed-item.ts";
import type { Look } from "./replica-stage.ts";

export interface ReplicaRecord {
  changed(region: Region, after: Item | undefined): void;
  /** With what each replica holds now. */
  look(held: ReadonlyMap<Region, readonly Item[]>): Look;
}

/** Of all keys those that end in `mark`. */
export function createReplicaRecord(mark: string): ReplicaRecord {
  const came = new Map<Region, Map<string, number[]>>();

  function written(item: Item | undefined) {
    const read = readRehearsed(item);
    return read?.key.endsWith(`-${mark}`) === true ? read : undefined;
  }

  return {
    changed(region, after) {
      const write = written(after);
      if (write === undefined) return;
      const keys = came.get(region) ?? new Map<string, number[]>();
      came.set(region, keys);
      keys.set(write.key, [...(keys.get(write.key) ?? []), write.number]);
    },
    look: (held) => ({
      came: structuredClone(came),
      held: new Map(
        [...held].map(([region, items]) => {
          const found = items.flatMap((item) => written(item) ?? []);
          return [region, new Map(found.map(({ key, number }) => [key, number]))];
        }),
      ),
    }),
  };
}
