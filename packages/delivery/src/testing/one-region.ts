/** One region in memory for delivery's own tests: a table, its stamps, and time and chance that only move when told. */
import { createManualClock, createSeededRandom, type ManualClock, type Random, region } from "@tandem/kernel";
import {
  createMemoryRegionTable,
  createStampClock,
  type Item,
  type RegionTable,
  type StampClock,
} from "@tandem/replication";
import { outboxPartitions } from "../outbox.ts";

export const EAST = region("us-east-1");
export const NOON_MS = Date.UTC(2026, 10, 21, 12);

export interface OneRegion {
  readonly table: RegionTable;
  readonly stamps: StampClock;
  readonly clock: ManualClock;
  readonly random: Random;
}

export function createOneRegion(): OneRegion {
  const clock = createManualClock(NOON_MS);
  const stamps = createStampClock({ region: EAST, clock });
  const table = createMemoryRegionTable({ region: EAST, clock, onAnswer: stamps.witness });
  stamps.witness(NOON_MS);
  return { table, stamps, clock, random: createSeededRandom(1) };
}

/** What waits in the outbox. */
export async function outboxItems({ table }: OneRegion): Promise<readonly Item[]> {
  return (await table.read(outboxPartitions(EAST), { consistent: true })).flat();
}
