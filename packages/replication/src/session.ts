/**
 * What one client has been shown and has written, which it carries from region to region: so that no region shows it less than another has
 * shown it. By itself a region cannot know that: to a client that moved, what has not arrived here yet is gone.
 *
 *     shown     by region that answered, the highest stamp of all that its replica showed
 *     written   the last few records it wrote, each with the stamp: those it looks for first
 *
 * It only ever makes a region ask another one. No clock is set by it, and nothing is accepted or refused because of it.
 */
import { hash } from "node:crypto";
import type { Region } from "@tandem/kernel";
import type { Partition } from "./key.ts";
import { compareStamps, type Stamp } from "./stamp.ts";

/** What somebody wrote before these he has seen since, or does not look for any more. */
export const WRITTEN_RECORDS_MAX = 8;
/** 72 bits: two records of one client do not share them. */
const RECORD_NAME_LENGTH = 12;

export interface Session {
  readonly shown: ReadonlyMap<Region, Stamp>;
  /** The newest last. */
  readonly written: readonly WrittenRecord[];
}

export interface WrittenRecord {
  readonly record: string;
  /** Says by its region where it was written. */
  readonly stamp: Stamp;
}

export const NEW_SESSION: Session = { shown: new Map(), written: [] };

/** A record as a session calls it: short, and telling nobody whose it is. */
export function recordName(partition: Partition): string {
  return hash("sha256", partition, "base64url").slice(0, RECORD_NAME_LENGTH);
}

export function withShown(session: Session, region: Region, stamp: Stamp): Session {
  const before = session.shown.get(region);
  if (before !== undefined && compareStamps(before, stamp) >= 0) return session;
  return { ...session, shown: new Map([...session.shown, [region, stamp]]) };
}

export function withWritten(session: Session, partition: Partition, stamp: Stamp): Session {
  const record = recordName(partition);
  const others = session.written.filter((each) => each.record !== record);
  return { ...session, written: [...others, { record, stamp }].slice(-WRITTEN_RECORDS_MAX) };
}
