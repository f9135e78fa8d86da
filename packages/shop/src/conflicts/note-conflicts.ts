/**
 * Records conflicts of one record once in each region that sees them. What is already told stands in a fragment of the record's own partition,
 * which goes into the same commit and is checked for its version: two who look at once do not both tell. It holds only what can
 * still be seen, so it does not grow; sides that cannot be seen any more were replaced, and do not come back.
 */
import { DAY_MS, type Region } from "@tandem/kernel";
import {
  declareFragment,
  type Item,
  ownRegionOnly,
  type Partition,
  parseStamp,
  type Stamp,
  stampMs,
  type Write,
} from "@tandem/replication";
import * as z from "zod";
import { CONFLICT_KEPT_MS, conflictId, type Decided, laterStamp, recordConflict } from "./conflict.ts";

/** Of one commit, which has other things to write; the next look tells more. */
export const CONFLICTS_AT_ONCE = 10;
/** What is about to be forgotten is told no more, whatever two clocks say: what was told might just have been. */
const FORGOTTEN_SOON_MS = DAY_MS;

const NotedData = z.object({ ids: z.array(z.string()) });

export const NotedConflicts = declareFragment({
  name: "NOTED",
  version: 1,
  parse: NotedData.parse,
  answer: ownRegionOnly("each region keeps for itself which conflicts of the record it has told"),
});

export interface Seen {
  readonly partition: Partition;
  readonly items: readonly Item[];
  readonly region: Region;
  /** Of what is written now. */
  readonly stamp: Stamp;
  /** All that can be seen in these items. */
  readonly decided: readonly Decided[];
}

export interface NotedNow {
  readonly writes: readonly Write[];
  /** Those whose losing side is this region's: so of all regions that tell a conflict one counts it. */
  readonly conflicts: number;
}

export function noteConflicts({ partition, items, region, stamp, decided }: Seen): NotedNow {
  if (decided.length === 0) return { writes: [], conflicts: 0 };
  const standing = items.filter(NotedConflicts.is).find((item) => item.region === region);
  const noted = new Set(standing === undefined ? [] : NotedConflicts.read(standing).ids);
  const fresh = decided.filter((each) => !noted.has(conflictId(each)) && !isForgotten(each, stamp));
  const told = fresh.slice(0, CONFLICTS_AT_ONCE);
  if (told.length === 0) return { writes: [], conflicts: 0 };
  const seen = decided.map(conflictId);
  const ids = [...seen.filter((id) => noted.has(id)), ...told.map(conflictId)];
  const key = NotedConflicts.key({ partition, region });
  return {
    writes: [
      ...told.map((each) => recordConflict(each, region)),
      NotedConflicts.write({ key, over: standing, data: { ids } }),
    ],
    conflicts: told.filter(({ loser }) => parseStamp(loser.stamp).region === region).length,
  };
}

function isForgotten(decided: Decided, stamp: Stamp): boolean {
  return stampMs(laterStamp(decided)) + CONFLICT_KEPT_MS - FORGOTTEN_SOON_MS < stampMs(stamp);
}
