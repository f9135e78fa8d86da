/** What a law needs of an adapter to hold it to: a replica of one region, clients of it, and a way to lose an answer. */
import type { ManualClock, Region } from "@tandem/kernel";
import type { RegionTable } from "../region-table.ts";

export interface RegionTableHarness {
  readonly region: Region;
  /** Any other region of the same world. */
  readonly otherRegion: Region;
  /** The clock that the tables judge expiry by. */
  readonly clock: ManualClock;
  /** How many random histories a property tries: fewer, where each commit is a request. */
  readonly historyCount: number;
  /** One more client of the same replica, as another process has. It does not try again by itself. */
  connect(): RegionTable;
  /** Loses the answers to the next `count` commits of any client: the work is done, and the client hears nothing. */
  loseAnswers(count: number): void;
}

/** One promise of the port: a sentence, and what shows that an adapter keeps it. */
export interface Law {
  readonly name: string;
  readonly holds: (harness: RegionTableHarness) => Promise<void>;
}

export function law(name: string, holds: Law["holds"]): Law {
  return { name, holds };
}
