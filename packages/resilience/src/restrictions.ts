/**
 * What operators have said about regions, and how to read it. It is an observed-remove set of facts: a restriction is one fact, and
 * lifting is another, which names the restrictions that whoever lifted had seen. So one that was set on the other side of a partition
 * outlives a lift that did not know of it: two operators always end at the stricter, in whatever order their words arrive.
 *
 *     RESTRICTIONS   RESTRICT#id#r   a region is restricted, written through r
 *                    LIFT#id#r       the restrictions it names hold no more
 */
import { isRegion, type Region } from "@tandem/kernel";
import {
  declareFact,
  type FactItem,
  type Item,
  makePartition,
  observedRemove,
  observedRemoveSet,
  type Partition,
  standing,
} from "@tandem/replication";
import * as z from "zod";

/** From the strictest on. Each holds as long as it stands; where one answer is asked for, the strictest gives it. */
export const RESTRICTION_KINDS = ["lost", "evacuated", "read-only", "no-effects"] as const;
export type RestrictionKind = (typeof RESTRICTION_KINDS)[number];

export const RestrictionData = z.object({
  /** The region that is restricted; any region may say it. */
  subject: z.string().refine(isRegion, "is not a region"),
  kind: z.enum(RESTRICTION_KINDS),
  reason: z.string().max(1_000),
  by: z.string().max(200),
});
export const LiftData = z.object({
  lifts: z.array(z.string()).min(1).max(100),
  reason: z.string().max(1_000),
  by: z.string().max(200),
});

/** What a newer version wrote may restrict in a way that is not known here, so it is a fault, and whoever asked cannot tell. */
export const RestrictionFact = declareFact({
  name: "RESTRICT",
  version: 1,
  parse: RestrictionData.parse,
  answer: observedRemove(),
  newer: "refuse",
});
export const LiftFact = declareFact({
  name: "LIFT",
  version: 1,
  parse: LiftData.parse,
  answer: observedRemove(),
  newer: "refuse",
});

export interface Restriction extends z.infer<typeof RestrictionData> {
  readonly id: string;
  readonly item: FactItem;
}

/** One small partition, read whole: what is lifted is erased by its writer after a month. */
export function restrictionsPartition(): Partition {
  return makePartition(["RESTRICTIONS"]);
}

/** Where the restriction `id` is written, through the region `region`. */
export function restrictionKey(id: string, region: Region) {
  return RestrictionFact.key({ partition: restrictionsPartition(), tail: [id], region });
}

/** Where the lift `id` is written, through the region `region`. */
export function liftKey(id: string, region: Region) {
  return LiftFact.key({ partition: restrictionsPartition(), tail: [id], region });
}

/** The restrictions that stand, the strictest first and then the oldest. */
export function restrictionsOf(items: readonly Item[]): readonly Restriction[] {
  const added = RestrictionFact.readAll(items).map(({ item, data, tail: [id = ""] }) => {
    return { id, stamp: item.stamp, value: { ...data, id, item } };
  });
  const lifted = LiftFact.readAll(items).flatMap(({ data }) => data.lifts);
  const restrictions = standing(observedRemoveSet(added, lifted)).map(({ value }) => value);
  return restrictions.toSorted((left, right) => strictness(left) - strictness(right));
}

/** The strictest of what stands about one region. */
export function strictestOn(restrictions: readonly Restriction[], region: Region): Restriction | undefined {
  return restrictions.find(({ subject }) => subject === region);
}

/** What keeps customers away from a region; one that is lost is led away from, too. */
export function evacuationOf(restrictions: readonly Restriction[], region: Region): Restriction | undefined {
  const strictest = strictestOn(restrictions, region);
  return strictest?.kind === "lost" || strictest?.kind === "evacuated" ? strictest : undefined;
}

/** What a region's answers say of it, in the words of the header `Tandem-Mode`. */
export type Mode = "normal" | "read-only" | "evacuated";

export function modeOf(restrictions: readonly Restriction[], region: Region): Mode {
  const kind = strictestOn(restrictions, region)?.kind;
  if (kind === "lost" || kind === "evacuated") return "evacuated";
  return kind === "read-only" ? "read-only" : "normal";
}

function strictness({ kind }: Restriction): number {
  return RESTRICTION_KINDS.indexOf(kind);
}
