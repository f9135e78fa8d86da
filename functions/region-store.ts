/** This region's table with the clock that stamps for it: every function that touches the table begins here. */
import { createDynamoClient, createDynamoRegionTable } from "@tandem/aws";
import type { Clock, Random } from "@tandem/kernel";
import { createStampClock, type RegionTable, type StampClock } from "@tandem/replication";
import { ownRegion, tableName } from "./environment.ts";
import { createMachineRandom, machineClock } from "./machine.ts";

export interface RegionStore {
  readonly table: RegionTable;
  readonly stamps: StampClock;
  readonly clock: Clock;
  readonly random: Random;
}

export function createRegionStore(): RegionStore {
  const region = ownRegion();
  const clock = machineClock;
  const random = createMachineRandom();
  const stamps = createStampClock({ region, clock });
  const client = createDynamoClient({ region });
  const table = createDynamoRegionTable({
    client,
    tableName: tableName(),
    region,
    clock,
    random,
    onAnswer: (tableTimeMs) => stamps.witness(tableTimeMs),
  });
  return { table, stamps, clock, random };
}
