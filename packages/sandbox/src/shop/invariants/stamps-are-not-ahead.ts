/**
 * A clock that runs ahead is caught where the stamp is made, by the time in the table's last answer. If it were not, its edits would win for
 * as long as it was ahead, over everybody who had not seen them.
 */
import { stampMs } from "@tandem/replication";
import type { Invariant } from "../invariant.ts";

/** Answers tell whole seconds; and since the last one a process that slept for an hour may have counted a few too many. */
const AHEAD_MS_MAX = 5_000;

export const stampsAreNotAhead: Invariant = {
  name: "stamps are not ahead",
  promise: "What is written bears no time of the future, however wrong the clock of its writer is.",
  breaches: ({ changes }) =>
    changes.flatMap(({ by, atMs, region, after }) => {
      if (by !== "commit" || after === undefined) return [];
      const aheadMs = stampMs(after.stamp) - atMs;
      if (aheadMs <= AHEAD_MS_MAX) return [];
      const says = `${region} wrote ${after.partition} ${after.sort} with a stamp ${aheadMs} ms ahead of the time`;
      return [{ says, about: after.partition.split("#")[1] }];
    }),
};
