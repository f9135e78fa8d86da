/** This region's table with the clock that stamps for it: every function that touches the table begins here. */
import { type ClientOptions, createDynamoClient, createDynamoRegionTable } from "@tandem/aws";
import type { Clock, Random, Region } from "@tandem/kernel";
import { createStampClock, type RegionTable, type StampClock } from "@tandem/replication";
import { createMachineRandom, machineClock } from "./machine.ts";

export interface RegionStore {
  readonly table: RegionTable;
  readonly stamps: StampClock;
  readonly clock: Clock;
  readonly random: Random;
}

/** What a function is told of its table, by the names of its variables. */
export interface StoreSettings {
  readonly AWS_REGION: Region;
  readonly TANDEM_TABLE: string;
}

/** `connection` is for those who cannot wait as long as the others. */
export function createRegionStore(
  settings: StoreSettings,
  connection: Omit<ClientOptions, "region"> = {},
): RegionStore {
  const { AWS_REGION: region, TANDEM_TABLE: tableName } = settings;
  const clock = machineClock;
  const random = createMachineRandom();
  const stamps = createStampClock({ region, clock });
  const client = createDynamoClient({ region, ...connection });
  const table = createDynamoRegionTable({
    client,
    tableName,
    region,
    clock,
    random,
    onAnswer: (tableTimeMs) => stamps.witness(tableTimeMs),
  });
  return { table, stamps, clock, random };
}
