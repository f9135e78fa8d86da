/**
 * What every program of a region is given: its table, time and chance. A Lambda function gives it the real ones, the simulation those of
 * its world, and nothing else tells a program which of the two it is in.
 */

import type { Log } from "@tandem/http";
import type { Clock, Hazard, Random, Region } from "@tandem/kernel";
import type { RegionTable, StampClock } from "@tandem/replication";

export interface RegionPorts {
  /** Every region of this environment, in its fixed order; the program's own is the table's. */
  readonly regions: readonly Region[];
  readonly table: RegionTable;
  /** Of the same process as `table`, which must tell it the time of its answers (`witness`). */
  readonly stamps: StampClock;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  /** None in production: only a simulation stops at the named points. */
  readonly hazard?: Hazard;
}
