/**
 * The items of one replica in memory, and nothing of the laws: whoever writes here has decided. It tells of every change,
 * so that the simulation can carry changes to another replica, and apply what it receives, without the table knowing.
 */
import { must } from "@tandem/kernel";
import type { Item } from "./item.ts";
import type { Partition } from "./key.ts";
import { compareUtf8 } from "./utf8-order.ts";

/** Where an item lies, and what lies there afterwards: nothing, if it is gone. */
export interface ItemChange {
  readonly partition: Partition;
  readonly sort: string;
  readonly before: Item | undefined;
  readonly after: Item | undefined;
}

export type Place = Pick<ItemChange, "partition" | "sort">;
export type Replacement = Omit<ItemChange, "before">;

export interface MemoryReplica {
  at(place: Place): Item | undefined;
  /** The items of one partition by sort key. */
  list(partition: Partition): readonly Item[];
  /** The next items of the whole replica beyond a place; partitions come in no useful order, as in DynamoDB. */
  scan(beyond: Place | undefined, limit: number): readonly Item[];
  /** Does all of it at once, then tells what changed. */
  replace(replacements: readonly Replacement[]): void;
  /** Calls `listener` after each `replace`, until the function it returns is called. */
  watch(listener: (changes: readonly ItemChange[]) => void): () => void;
}

interface Shelf {
  readonly partition: Partition;
  /** Decides where a scan meets this partition. */
  readonly hash: number;
  readonly items: Item[];
}

export function createMemoryReplica(): MemoryReplica {
  const shelves = new Map<Partition, Shelf>();
  const scanOrder: Shelf[] = [];
  const listeners = new Set<(changes: readonly ItemChange[]) => void>();

  function shelfOf(partition: Partition): Shelf {
    const known = shelves.get(partition);
    if (known !== undefined) return known;
    const shelf = { partition, hash: hashOf(partition), items: [] };
    shelves.set(partition, shelf);
    scanOrder.splice(
      firstFrom(scanOrder, (other) => compareShelves(other, shelf)),
      0,
      shelf,
    );
    return shelf;
  }

  function itemAt({ partition, sort }: Place): Item | undefined {
    const items = shelves.get(partition)?.items ?? [];
    const item = items[placeIn(items, sort)];
    return item?.sort === sort ? item : undefined;
  }

  function put({ partition, sort, after }: Replacement): ItemChange {
    const { items } = shelfOf(partition);
    const index = placeIn(items, sort);
    const before = items[index]?.sort === sort ? items[index] : undefined;
    items.splice(index, before === undefined ? 0 : 1, ...(after === undefined ? [] : [after]));
    return { partition, sort, before, after };
  }

  return {
    at: itemAt,
    list: (partition) => [...(shelves.get(partition)?.items ?? [])],
    scan(beyond, limit) {
      const found: Item[] = [];
      const hash = beyond === undefined ? 0 : hashOf(beyond.partition);
      const from =
        beyond === undefined ? 0 : firstFrom(scanOrder, (other) => compareShelves(other, { ...beyond, hash }));
      for (let index = from; index < scanOrder.length && found.length < limit; index += 1) {
        const { partition, items } = must(scanOrder[index], "a scan stays within the replica");
        const start = partition === beyond?.partition ? firstBeyond(items, beyond.sort) : 0;
        found.push(...items.slice(start, start + limit - found.length));
      }
      return found;
    },
    replace(replacements) {
      const changes = replacements.map(put).filter(({ before, after }) => before !== undefined || after !== undefined);
      for (const listener of listeners) listener(changes);
    },
    watch(listener) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
  };
}

/** Where the first item beyond `sort` lies in a list that is in order. */
export function firstBeyond(items: readonly Item[], sort: string): number {
  return firstFrom(items, (item) => (compareUtf8(item.sort, sort) <= 0 ? -1 : 0));
}

function placeIn(items: readonly Item[], sort: string): number {
  return firstFrom(items, (item) => compareUtf8(item.sort, sort));
}

function compareShelves(left: Omit<Shelf, "items">, right: Omit<Shelf, "items">): number {
  return left.hash - right.hash || compareUtf8(left.partition, right.partition);
}

/** The index of the first entry that is not below: binary search in a list that is in order. */
function firstFrom<T>(list: readonly T[], compare: (entry: T) => number): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (compare(must(list[middle], "a search stays within its list")) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** FNV-1a of 32 bits. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193) >>> 0;
  }
  return hash;
}
