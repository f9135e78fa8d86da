/**
 * What a profile obliges a region to do: to tell people of edits that a merge decided against, and to take out of its own fragment what its
 * customer wanted forgotten. The fragment is emptied and not erased: an erasure asks for no version, and could take an edit along that was
 * made meanwhile.
 */
import type { RecordState } from "@tandem/delivery";
import type { Region } from "@tandem/kernel";
import type { Item, Write } from "@tandem/replication";
import { type NotedNow, noteConflicts } from "../conflicts/note-conflicts.ts";
import { decidedFields } from "./decided-fields.ts";
import { eraseOlderRequests, voidUntil } from "./erased.ts";
import { ownProfile, ProfileItem, standingFields } from "./profile.ts";

export function settleProfile({ record, items, region, stamp }: RecordState): NotedNow {
  const decided = decidedFields(record, items);
  const { writes, conflicts } = noteConflicts({ partition: record, items, region, stamp, decided });
  const emptied = emptyOwn(record, items, region);
  return { writes: [...writes, ...emptied, ...eraseOlderRequests(items, region)], conflicts };
}

/** Nothing if all that stands in this region's fragment is to stand. */
function emptyOwn(partition: RecordState["record"], items: readonly Item[], region: Region): readonly Write[] {
  const own = ownProfile(items, region);
  if (own === undefined) return [];
  const fields = ProfileItem.read(own);
  const standing = standingFields(fields, voidUntil(items));
  if (Object.keys(standing).length === Object.keys(fields).length) return [];
  return [ProfileItem.write({ key: ProfileItem.key({ partition, region }), over: own, data: standing })];
}
