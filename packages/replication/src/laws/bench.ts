/**
 * A place to try a law: partitions that nobody else has used, and writes in few words. The table may hold the items of
 * other laws and of other runs; none of them is in these partitions.
 */
import { randomUUID } from "node:crypto";
import { expect } from "vitest";
import type { Data, Item } from "../item.ts";
import { type Key, makeKey, makePartition, type Partition } from "../key.ts";
import type { RegionTable } from "../region-table.ts";
import { formatStamp } from "../stamp.ts";
import type { AdjustWrite, Commit, EraseWrite, FactWrite, FragmentWrite, Write } from "../write.ts";
import type { RegionTableHarness } from "./harness.ts";
import { undeclaredAdjust, undeclaredFact, undeclaredFragment } from "./undeclared.ts";

const START_MS = Date.UTC(2026, 0, 1);

export interface Bench {
  readonly table: RegionTable;
  /** The partition that `key` and the writes use. */
  readonly partition: Partition;
  otherPartition(name: string): Partition;
  key(name: string, partition?: Partition): Key;
  fact(name: string, more?: Partial<FactWrite>): FactWrite;
  fragment(name: string, more?: Partial<FragmentWrite>): FragmentWrite;
  adjust(name: string, by: AdjustWrite["by"]): AdjustWrite;
  erase(name: string): EraseWrite;
  /** A commit with a new id and a later stamp. */
  commit(...writes: readonly Write[]): Commit;
  /** Commits, and expects it to be done. */
  done(...writes: readonly Write[]): Promise<Commit>;
  /** All items of the partition, read consistently. */
  items(partition?: Partition): Promise<readonly Item[]>;
  item(name: string): Promise<Item | undefined>;
  numbers(name: string): Promise<{ readonly [name: string]: number }>;
}

export function createBench(harness: RegionTableHarness): Bench {
  const { region } = harness;
  const table = harness.connect();
  const run = randomUUID();
  const partition = makePartition(["LAW", run]);
  let commits = 0;

  function key(name: string, within = partition): Key {
    return makeKey({ partition: within, name, region });
  }

  function commit(...writes: readonly Write[]): Commit {
    commits += 1;
    const stamp = formatStamp({ ms: START_MS + commits, counter: 0, region });
    return { id: `${run}-${commits}`, stamp, writes: writes as Commit["writes"] };
  }

  async function items(within = partition): Promise<readonly Item[]> {
    const [list = []] = await table.read([within], { consistent: true });
    return list;
  }

  async function item(name: string): Promise<Item | undefined> {
    const { sort } = key(name);
    return (await items()).find((candidate) => candidate.sort === sort);
  }

  return {
    table,
    partition,
    key,
    commit,
    items,
    item,
    otherPartition: (name) => makePartition(["LAW", run, name]),
    fact: (name, more) => undeclaredFact({ key: key(name), v: 1, data: text(name), ...more }),
    fragment: (name, more) =>
      undeclaredFragment({ key: key(name), v: 1, data: text(name), expected: "absent", ...more }),
    adjust: (name, by) => undeclaredAdjust({ key: key(name), v: 1, by }),
    erase: (name) => ({ type: "erase", key: key(name) }),
    async done(...writes) {
      const work = commit(...writes);
      expect(await table.commit(work)).toEqual({ ok: true });
      return work;
    },
    async numbers(name) {
      const found = await item(name);
      return found?.kind === "counter" ? found.numbers : {};
    },
  };
}

function text(value: string): Data {
  return { text: value };
}
