/** Restrictions and lifts as they stand in a table, for tests: each with its id, who is restricted and how. */
import { type Region, region } from "@tandem/kernel";
import { type Data, type FactItem, factItem, formatStamp, type Key } from "@tandem/replication";
import { undeclaredFact } from "@tandem/replication/laws";
import { liftKey, RestrictionFact, type RestrictionKind, restrictionKey } from "../restrictions.ts";

export const EAST = region("us-east-1");
export const WEST = region("us-west-2");

interface Written {
  readonly id: string;
  /** The region it is written through. */
  readonly through?: Region;
  readonly atMs?: number;
  readonly v?: number;
}

export function restrictItem(kind: RestrictionKind, subject: Region, written: Written): FactItem {
  const data = { subject, kind, reason: "a drill", by: "ada" };
  return item(restrictionKey(written.id, written.through ?? WEST), data, written);
}

export function liftItem(lifts: readonly string[], written: Written): FactItem {
  const data = { lifts: [...lifts], reason: "it is over", by: "bo" };
  return item(liftKey(written.id, written.through ?? WEST), data, written);
}

function item(key: Key, data: Data, { id, atMs = 1_000, v = RestrictionFact.version }: Written): FactItem {
  const stamp = formatStamp({ ms: atMs, counter: 0, region: key.region });
  return factItem(undeclaredFact({ key, v, data }), { id: `cmt_${id}`, stamp });
}
