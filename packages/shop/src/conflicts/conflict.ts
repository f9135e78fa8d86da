/**
 * What a merge had to decide, told to people: two sides that knew nothing of each other, which of them counts, and why. Nobody's data follows
 * from it. Each region that sees both sides says so under its own key, with an id made from the sides, so a list shows it once; it is
 * forgotten after a quarter of a year.
 */
import { contentId, DAY_MS, type Region, SECOND_MS } from "@tandem/kernel";
import {
  compareStamps,
  declareFact,
  type FactItem,
  type FactWrite,
  isStamp,
  type Json,
  makePartition,
  type Partition,
  parseStamp,
  type Stamp,
  sideBySide,
  stampMs,
  stampTime,
} from "@tandem/replication";
import * as z from "zod";

/** Long enough to be asked about, and short enough to hold little about anybody. */
export const CONFLICT_KEPT_MS = 90 * DAY_MS;

export const CONFLICT_KINDS = ["product-field", "profile-field", "cart-add", "cart-checkout", "order-twins"] as const;
export type ConflictKind = (typeof CONFLICT_KINDS)[number];

export interface ConflictSide {
  readonly stamp: Stamp;
  /** What it said. What may tell who somebody is goes through `hashed`. */
  readonly value: Json;
}

/** One thing that a merge decided. */
export interface Decided {
  readonly kind: ConflictKind;
  /** What it is about: `LAMP price`, or an order's id. */
  readonly subject: string;
  readonly winner: ConflictSide;
  readonly loser: ConflictSide;
  /** One sentence: why the winner counts. */
  readonly reason: string;
}

const Side = z.object({
  stamp: z.string().refine(isStamp, "not a stamp"),
  value: z.json().transform((value): Json => value),
});
/** The kind is read as any word: the release after this one may know more of them. */
const ConflictData = z.object({
  id: z.string(),
  kind: z.string(),
  subject: z.string(),
  winner: Side,
  loser: Side,
  reason: z.string(),
});

export const ConflictItem = declareFact({
  name: "CONFLICT",
  version: 1,
  parse: ConflictData.parse,
  answer: sideBySide("each region says what it has seen, under one id, and a list shows that once"),
});

/** As the contract shows it. */
export interface Conflict {
  readonly id: string;
  readonly kind: string;
  readonly subject: string;
  readonly at: string;
  readonly sides: readonly { readonly region: Region; readonly at: string; readonly value: Json }[];
  /** The region whose side counts. */
  readonly winner: Region;
  readonly reason: string;
}

/** The same for whoever saw the same two sides. */
export function conflictId({ kind, subject, winner, loser }: Decided): string {
  return contentId("cfl", [kind, subject, ...[winner.stamp, loser.stamp].toSorted(compareStamps)]);
}

/**
 * The write that tells people. Whoever commits it makes sure that he does so once, since its key would be refused the second time:
 * `noteConflicts` does, and so does a fact that is written beside it.
 */
export function recordConflict(decided: Decided, region: Region): FactWrite {
  const { kind, subject, winner, loser, reason } = decided;
  const [later, id] = [laterStamp(decided), conflictId(decided)];
  return ConflictItem.write({
    key: ConflictItem.key({ partition: conflictsPartition(monthOf(stampMs(later))), tail: [later, id], region }),
    data: { id, kind, subject, winner: { ...winner }, loser: { ...loser }, reason },
    expiresAtS: Math.ceil((stampMs(later) + CONFLICT_KEPT_MS) / SECOND_MS),
  });
}

/** When both sides stood: the stamp of the later. */
export function laterStamp({ winner, loser }: Pick<Decided, "winner" | "loser">): Stamp {
  return compareStamps(winner.stamp, loser.stamp) > 0 ? winner.stamp : loser.stamp;
}

/** What stands for a value that may tell who somebody is: two sides can be seen to differ, and nobody's value is compared with another's. */
export function hashed(customer: string, value: Json): string {
  return value === null ? "removed" : contentId("sha", [customer, JSON.stringify(value)]);
}

export function conflictsPartition(month: string): Partition {
  return makePartition(["CONFLICTS", month]);
}

/** `2026-11`. */
export function monthOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 7);
}

export function readConflict(item: FactItem): Conflict {
  const { id, kind, subject, winner, loser, reason } = ConflictItem.read(item);
  const sides = [winner, loser].toSorted((left, right) => compareStamps(left.stamp, right.stamp));
  return {
    id,
    kind,
    subject,
    at: stampTime(laterStamp({ winner, loser })),
    sides: sides.map(({ stamp, value }) => ({ region: parseStamp(stamp).region, at: stampTime(stamp), value })),
    winner: parseStamp(winner.stamp).region,
    reason,
  };
}
