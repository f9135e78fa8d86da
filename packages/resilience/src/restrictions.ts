/**
 * What operators have said about regions, and how to read it. It is an observed-remove set of facts: a restriction is one fact, and
 * lifting is another, which names the restrictions that whoever lifted had seen. So one that was set on the other side of a partition
 * outlives a lift that did not know of it: two operators always end at the stricter, in whatever order their words arrive.
 *
 *     RESTRICTIONS   RESTRICT#id#r   a region is restricted, written through r
 *                    LIFT#id#r       the restrictions it names hold no more
 */
import { Fault, isRegion, type Region } from "@tandem/kernel";
import { type FactItem, type Item, makeKey, makePartition, type Partition, parseSort } from "@tandem/replication";
import * as z from "zod";

export const RESTRICTION_VERSION = 1;
const RESTRICT = "RESTRICT";
const LIFT = "LIFT";

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
  return makeKey({ partition: restrictionsPartition(), name: RESTRICT, tail: [id], region });
}

/** Where the lift `id` is written, through the region `region`. */
export function liftKey(id: string, region: Region) {
  return makeKey({ partition: restrictionsPartition(), name: LIFT, tail: [id], region });
}

/**
 * The restrictions that stand, the strictest first and then the oldest. What a newer version wrote may restrict in a way that is not
 * known here, so it is a fault, and whoever asked cannot tell.
 */
export function restrictionsOf(items: readonly Item[]): readonly Restriction[] {
  const facts = items.filter((item) => item.kind === "fact").map((item) => ({ item, ...parseSort(item.sort) }));
  const lifted = new Set(
    facts.filter(({ name }) => name === LIFT).flatMap(({ item }) => LiftData.parse(dataOf(item)).lifts),
  );
  return facts
    .filter(({ name, tail }) => name === RESTRICT && !lifted.has(tail[0] ?? ""))
    .map(({ item, tail }) => ({ ...RestrictionData.parse(dataOf(item)), id: tail[0] ?? "", item }))
    .toSorted((left, right) => strictness(left) - strictness(right) || (left.item.stamp < right.item.stamp ? -1 : 1));
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

function dataOf(item: FactItem): FactItem["data"] {
  if (item.v <= RESTRICTION_VERSION) return item.data;
  throw new Fault({
    code: "rejected",
    message: `${item.sort} has version ${item.v}, and this code reads up to ${RESTRICTION_VERSION}: deploy the newer code here`,
    retryable: false,
    mayBeDone: false,
  });
}
