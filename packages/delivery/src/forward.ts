/**
 * What a change of the table is a hint of. It decides nothing: a change that says `wake` is passed on as the name of a
 * record, and whoever gets it reads for himself.
 */
import { isRegion, type Region } from "@tandem/kernel";
import type { Partition } from "@tandem/replication";
import { type Hint, mergeHints } from "./hint.ts";

/** The part of a changed item that matters here. */
export interface Change {
  readonly partition: string;
  readonly sort: string;
  readonly region: string;
  readonly wake: string | undefined;
  /** The record an outbox item is about. */
  readonly record: string | undefined;
}

/** The hints that `changes` give the region `own`: its own outbox items, and records that changed wherever. */
export function hintsOf(changes: readonly Change[], own: Region): readonly Hint[] {
  return mergeHints(changes.flatMap((change) => hintOf(change, own) ?? []));
}

function hintOf(change: Change, own: Region): Hint | undefined {
  if (change.wake === "changed") return { record: change.partition as Partition };
  if (change.wake !== "outbox" || !isRegion(change.region) || change.region !== own) return undefined;
  if (change.record === undefined) return undefined;
  return {
    record: change.record as Partition,
    outbox: { partition: change.partition as Partition, sort: change.sort },
  };
}
