/**
 * One partition read from several replicas at once, for those who cannot wait until everything has arrived here. Each region's items are
 * taken from its own replica: nobody else writes them, so whatever another replica has of them is the same or older, or was erased since.
 * Of a region that was not read the newest that anybody has counts. Neither the order of the replicas nor one that is given twice changes
 * anything.
 */
import type { Region } from "@tandem/kernel";
import type { Item } from "./item.ts";
import { compareStamps } from "./stamp.ts";
import { compareUtf8 } from "./utf8-order.ts";

export interface ReplicaItems {
  readonly region: Region;
  /** All that this replica has of the partition, read consistently. */
  readonly items: readonly Item[];
}

/** Every item of the partition as the replicas together know it, by sort key. */
export function joinReplicas(replicas: readonly ReplicaItems[]): readonly Item[] {
  const read = new Set(replicas.map(({ region }) => region));
  const joined = new Map<string, Item>();
  for (const { region, items } of replicas) {
    for (const item of items.filter((each) => each.region === region || !read.has(each.region))) {
      const known = joined.get(item.sort);
      if (known === undefined || isNewer(item, known)) joined.set(item.sort, item);
    }
  }
  return [...joined.values()].toSorted((left, right) => compareUtf8(left.sort, right.sort));
}

/** Two versions of one stamp are two commits of one moment: any rule will do that gives everybody the same. */
function isNewer(item: Item, known: Item): boolean {
  return (compareStamps(item.stamp, known.stamp) || compareUtf8(item.commitId, known.commitId)) > 0;
}
