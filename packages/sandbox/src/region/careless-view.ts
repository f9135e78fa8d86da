/**
 * A replica as a read sees it that did not ask for consistency: the storage node that answers may not have heard of the last write. Some
 * writes, drawn from the seed, stay unseen by one such read in two for a short while, so that a reader may even see an
 * item come, go and come again.
 */
import { fraction, type Random, SECOND_MS } from "@tandem/kernel";
import { compareUtf8, type Item, type MemoryReplica, type Partition } from "@tandem/replication";
import type { RecordedChange, ReplicaEndpoint } from "./replica-endpoint.ts";

/** The part of the writes that stay unseen for a while, and for how long at most as a rule. */
const UNSEEN_CHANCE = 0.2;
const UNSEEN_MS_MAX = 100;
/** One of those in so many stays unseen for seconds: usually a lag is short, and nobody promises it. */
const LONG_UNSEEN_CHANCE = 1 / 16;
export const LONG_UNSEEN_MS_MAX = 3 * SECOND_MS;
/** One read in two meets the node that lags. */
const LAGGING_NODE_CHANCE = 0.5;

interface Unseen {
  readonly before: Item | undefined;
  readonly untilMs: number;
}

export interface CarelessViewOptions {
  readonly endpoint: ReplicaEndpoint;
  readonly nowMs: () => number;
  readonly random: Random;
}

export function createCarelessView({ endpoint, nowMs, random }: CarelessViewOptions): MemoryReplica {
  const { replica } = endpoint;
  const unseen = new Map<Partition, Map<string, Unseen>>();

  endpoint.watch((changes) => {
    for (const change of changes) note(change);
  });

  function note({ partition, sort, before }: RecordedChange): void {
    const items = unseen.get(partition) ?? new Map<string, Unseen>();
    items.delete(sort);
    if (fraction(random) < UNSEEN_CHANCE) {
      const longestMs = fraction(random) < LONG_UNSEEN_CHANCE ? LONG_UNSEEN_MS_MAX : UNSEEN_MS_MAX;
      items.set(sort, { before, untilMs: nowMs() + fraction(random) * longestMs });
    }
    if (items.size > 0) unseen.set(partition, items);
    else unseen.delete(partition);
  }

  /** What a lagging node would show of this partition, by sort key; mostly nothing. */
  function lagging(partition: Partition): ReadonlyMap<string, Item | undefined> {
    const items = unseen.get(partition);
    const shown = new Map<string, Item | undefined>();
    if (items === undefined) return shown;
    for (const [sort, { before, untilMs }] of items) {
      if (untilMs <= nowMs()) items.delete(sort);
      else if (fraction(random) < LAGGING_NODE_CHANCE) shown.set(sort, before);
    }
    if (items.size === 0) unseen.delete(partition);
    return shown;
  }

  function aged(items: readonly Item[], partition: Partition): readonly Item[] {
    const shown = lagging(partition);
    if (shown.size === 0) return items;
    const others = items.filter(({ sort }) => !shown.has(sort));
    const former = [...shown.values()].filter((item) => item !== undefined);
    return [...others, ...former].toSorted((left, right) => compareUtf8(left.sort, right.sort));
  }

  return {
    ...replica,
    list: (partition) => aged(replica.list(partition), partition),
    scan(beyond, limit) {
      const items = replica.scan(beyond, limit);
      if (unseen.size === 0) return items;
      // A scan that misses an item must go on from where the last one lies, so the last is always shown as it is.
      return items.filter((item, index) => index === items.length - 1 || !isUnseen(item));
    },
  };

  /** Whether a lagging node has not heard that the item was created. */
  function isUnseen({ partition, sort }: Item): boolean {
    const known = unseen.get(partition)?.get(sort);
    if (known === undefined || known.before !== undefined || known.untilMs <= nowMs()) return false;
    return fraction(random) < LAGGING_NODE_CHANCE;
  }
}
