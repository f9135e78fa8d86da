/**
 * A `RegionTable` in memory: what the rules are tested on, and what the simulation runs on. It keeps the same laws as the
 * DynamoDB table and no more: a page may end exactly at its limit and still have a `next`, a walk has no useful order.
 */
import { type Clock, type Region, SECOND_MS } from "@tandem/kernel";
import { checkCommit } from "./check-commit.ts";
import { checkReadItems, checkReadPartitions, checkWalk, pageStart } from "./check-read.ts";
import { type Item, isExpired } from "./item.ts";
import { createMemoryReplica, firstBeyond, type MemoryReplica } from "./memory-replica.ts";
import type { Page, PageOptions, RegionTable } from "./region-table.ts";
import { verdictOn } from "./verdict.ts";
import { formatWalkPlace, parseWalkPlace } from "./walk-place.ts";
import { writtenItem } from "./written-item.ts";

export interface MemoryRegionTableOptions {
  readonly region: Region;
  /** Judges what has expired, and is the time of the answers. */
  readonly clock: Clock;
  /** Where the items lie; tables of one replica share it. A new one, if there is none. */
  readonly replica?: MemoryReplica;
  /** Hears the time in each answer: in whole seconds, as a `Date` header has it. */
  readonly onAnswer?: (tableTimeMs: number) => void;
}

export function createMemoryRegionTable(options: MemoryRegionTableOptions): RegionTable {
  const { region, clock, replica = createMemoryReplica(), onAnswer } = options;

  function answer<T>(value: T): T {
    onAnswer?.(Math.floor(clock.nowMs() / SECOND_MS) * SECOND_MS);
    return value;
  }

  function living(items: readonly Item[]): readonly Item[] {
    const nowMs = clock.nowMs();
    return items.some((item) => isExpired(item, nowMs)) ? items.filter((item) => !isExpired(item, nowMs)) : items;
  }

  return {
    region,
    async read(partitions) {
      checkReadPartitions(partitions.length);
      const lists = partitions.map((partition) => replica.list(partition));
      checkReadItems(lists.reduce((count, list) => count + list.length, 0));
      return answer(lists.map(living));
    },
    async page(partition, page) {
      const items = pageItems(replica.list(partition), page);
      return answer(pageOf(items, living, { limit: page.limit, next: (last) => last.sort }));
    },
    async walk(step) {
      checkWalk(step);
      const items = replica.scan(step.after === undefined ? undefined : parseWalkPlace(step.after), step.limit);
      return answer(pageOf(items, living, { limit: step.limit, next: formatWalkPlace }));
    },
    async commit(commit) {
      checkCommit(commit, region);
      const found = commit.writes.map(({ key }, index) => ({ index, standing: replica.at(key) }));
      const verdict = verdictOn(commit, found);
      if (verdict !== undefined) return answer(verdict);
      replica.replace(
        commit.writes
          .filter((write) => write.type !== "absent")
          .map((write) => {
            const { partition, sort } = write.key;
            return { partition, sort, after: writtenItem(write, commit, replica.at(write.key)) };
          }),
      );
      return answer({ ok: true });
    },
  };
}

function pageItems(ascending: readonly Item[], page: PageOptions): readonly Item[] {
  const start = pageStart(page);
  if (start.empty) return [];
  const prefix = page.prefix ?? "";
  const named = ascending.filter((item) => item.sort.startsWith(prefix));
  const inOrder = page.order === "ascending" ? named : named.toReversed();
  const from = start.beyond === undefined ? 0 : countUpTo(named, { sort: start.beyond, order: page.order });
  return inOrder.slice(from, from + page.limit);
}

/** How many items a page leaves out that begins beyond `sort`. */
function countUpTo(ascending: readonly Item[], options: { sort: string; order: PageOptions["order"] }): number {
  const beyond = firstBeyond(ascending, options.sort);
  if (options.order === "ascending") return beyond;
  const reached = ascending[beyond - 1]?.sort === options.sort ? beyond - 1 : beyond;
  return ascending.length - reached;
}

function pageOf(
  items: readonly Item[],
  living: (items: readonly Item[]) => readonly Item[],
  options: { readonly limit: number; readonly next: (last: Item) => string },
): Page {
  const last = items.length < options.limit ? undefined : items.at(-1);
  return { items: living(items), next: last === undefined ? undefined : options.next(last) };
}
