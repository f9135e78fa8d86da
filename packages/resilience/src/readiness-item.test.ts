import { createManualClock, createSeededRandom, region } from "@tandem/kernel";
import { createMemoryRegionTable, createMemoryReplica, createStampClock, type RegionTable } from "@tandem/replication";
import { expect, test } from "vitest";
import { createTableProbe } from "./readiness-item.ts";

const EAST = region("us-east-1");
const signal = new AbortController().signal;

function start() {
  const clock = createManualClock();
  const replica = createMemoryReplica();
  const probe = (seed: number) => {
    const stamps = createStampClock({ region: EAST, clock });
    const table: RegionTable = createMemoryRegionTable({ region: EAST, clock, replica, onAnswer: stamps.witness });
    return createTableProbe({ table, stamps, random: createSeededRandom(seed) });
  };
  return { clock, replica, probe };
}

test("the item of this region is read and written, again and again", async () => {
  const { clock, replica, probe } = start();
  const { readTable, writeTable } = probe(1);

  const stamps: string[] = [];
  for (let round = 0; round < 3; round += 1) {
    clock.advance(10_000);
    await readTable(signal);
    await writeTable(signal);
    stamps.push(...replica.scan(undefined, 10).map(({ stamp }) => stamp));
  }

  expect(replica.scan(undefined, 10).map(({ partition, sort }) => [partition, sort])).toEqual([
    ["HEALTH#us-east-1", "PROBED#us-east-1"],
  ]);
  expect(new Set(stamps).size).toBe(3);
});

test("a write that is refused, because another process was quicker, is an answer", async () => {
  const { probe } = start();
  const one = probe(1);
  const other = probe(2);
  await one.readTable(signal);
  await other.readTable(signal);
  await other.writeTable(signal);

  await expect(one.writeTable(signal)).resolves.toBeUndefined();
});

test("nobody can say when a write is that no table's time was heard before", async () => {
  await expect(start().probe(1).writeTable(signal)).rejects.toThrow("read before you write");
});
