/**
 * What one replica still owes another: versions of items. Of one item only a few wait; a further one takes the place of the newest,
 * as AWS says it may "combine multiple changes in a short period into a single replicated write". So a peer may never see a
 * state that an item was in, and sees at most the last of what was written while the two were apart.
 */
import type { Random } from "@tandem/kernel";
import type { Partition } from "@tandem/replication";
import { isNewer } from "./hidden-stamp.ts";
import type { Version } from "./replica-endpoint.ts";

/** Enough for a peer's stream to see most changes of an item, few enough that a hot item in a long partition stays small. */
export const OWED_VERSIONS_MAX = 8;

export interface OwedVersion extends Version {
  readonly sinceMs: number;
  /** Its own, so that what becomes of it does not depend on what else is on the road. */
  readonly luck: Random;
}

export interface OwedVersions {
  /** `merge` lets the version take the place of the newest that waits for its item, if there is one. */
  add(version: OwedVersion, options: { readonly merge: boolean }): void;
  isOwed(version: OwedVersion): boolean;
  /** Forgets this version and older ones of its item: the peer has it, or has a newer one. */
  settle(version: OwedVersion): void;
  /** All that waits, in the order it was written item by item. */
  all(): readonly OwedVersion[];
  count(): number;
}

export function createOwedVersions(): OwedVersions {
  const waiting = new Map<Partition, Map<string, OwedVersion[]>>();
  let count = 0;

  function versionsOf({ partition, sort }: Pick<Version, "partition" | "sort">): OwedVersion[] | undefined {
    return waiting.get(partition)?.get(sort);
  }

  return {
    add(version, { merge }) {
      count += 1;
      const versions = versionsOf(version);
      if (versions !== undefined) {
        if (merge || versions.length >= OWED_VERSIONS_MAX) {
          versions.pop();
          count -= 1;
        }
        versions.push(version);
        return;
      }
      const items = waiting.get(version.partition) ?? new Map<string, OwedVersion[]>();
      items.set(version.sort, [version]);
      waiting.set(version.partition, items);
    },
    isOwed: (version) => versionsOf(version)?.includes(version) ?? false,
    settle(version) {
      const versions = versionsOf(version) ?? [];
      const left = versions.filter(({ stamp }) => isNewer(stamp, version.stamp));
      count -= versions.length - left.length;
      if (left.length > 0) waiting.get(version.partition)?.set(version.sort, left);
      else waiting.get(version.partition)?.delete(version.sort);
      if (waiting.get(version.partition)?.size === 0) waiting.delete(version.partition);
    },
    all: () => [...waiting.values()].flatMap((items) => [...items.values()].flat()),
    count: () => count,
  };
}
