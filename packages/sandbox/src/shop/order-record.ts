/**
 * An order as its items say it, read without the shop's help: the invariants must not go wrong together with what they judge. The rules
 * are those of the contract: money taken means paid, money refused means declined, asked to end means cancelled; money taken for what
 * is declined or cancelled is due back, until it went back.
 */
import { contentId, type Region } from "@tandem/kernel";
import { type FactItem, type Item, sortPrefix } from "@tandem/replication";
import type { Line } from "./plan.ts";

export interface OrderRecord {
  readonly orderId: string;
  /** Each kind by stamp. What a region keeps for another is none: it sells nothing. */
  readonly placed: readonly Placed[];
  readonly paid: readonly ChargeResult[];
  readonly declined: readonly ChargeResult[];
  readonly isCancelled: boolean;
  readonly refunded: readonly RefundResult[];
  /** The regions that gave back what they took for it. */
  readonly released: ReadonlySet<Region>;
}

export interface Placed {
  readonly region: Region;
  readonly customer: string;
  readonly lines: readonly Line[];
  readonly total: number;
  /** Which shards its pieces came from. */
  readonly taken: readonly TakenPieces[];
}

export interface TakenPieces extends Line {
  readonly shard: string;
}

export interface ChargeResult {
  readonly region: Region;
  readonly amount: number;
  readonly chargeId: string;
}

export interface RefundResult {
  readonly region: Region;
  readonly amount: number;
  readonly refundId: string;
}

const ORDER = "ORDER#";

export function orderRecords(items: readonly Item[]): ReadonlyMap<string, OrderRecord> {
  const records = new Map<string, FactItem[]>();
  for (const item of items) {
    if (item.kind !== "fact" || !item.partition.startsWith(ORDER)) continue;
    const orderId = item.partition.slice(ORDER.length);
    const facts = records.get(orderId);
    if (facts === undefined) records.set(orderId, [item]);
    else facts.push(item);
  }
  return new Map([...records].map(([orderId, facts]) => [orderId, recordOf(orderId, facts)]));
}

/** The id of the order that a customer's key stands for, in every region and for ever. */
export function orderIdOf(customer: string, key: string): string {
  return contentId("ord", [customer, key]);
}

export function statusOf({ placed, paid, declined, isCancelled, refunded }: OrderRecord): string | undefined {
  if (placed.length === 0) return undefined;
  if (refunded.length > 0) return "refunded";
  if (paid.length > 0) return declined.length > 0 || isCancelled ? "refund-due" : "paid";
  if (isCancelled) return "cancelled";
  return declined.length > 0 ? "declined" : "placed";
}

/** Of twins, the one whose total was charged; of equal ones, and before a charge, the first by stamp. */
export function standingTwin({ placed, paid }: OrderRecord): Placed | undefined {
  return placed.find(({ total }) => total === paid[0]?.amount) ?? placed[0];
}

function recordOf(orderId: string, facts: readonly FactItem[]): OrderRecord {
  const byName = (name: string) =>
    facts
      .filter(({ sort }) => sort.startsWith(sortPrefix(name)))
      .toSorted((left, right) => (left.stamp < right.stamp ? -1 : 1));
  return {
    orderId,
    placed: byName("PLACED")
      .filter(({ data }) => data["copyOf"] === undefined)
      .map(placedOf),
    paid: byName("PAID").map(resultOf),
    declined: byName("DECLINED").map(resultOf),
    isCancelled: byName("CANCELLED").length > 0,
    refunded: byName("REFUNDED").map(refundOf),
    released: new Set(byName("RELEASED").map(({ region }) => region)),
  };
}

/** An order of before there were shards took its lines from the only one. */
function placedOf({ region, v, data }: FactItem): Placed {
  const placed = data as unknown as Omit<Placed, "region">;
  const taken = v === 1 ? placed.lines.map(({ sku, quantity }) => ({ sku, quantity, shard: "0" })) : placed.taken;
  return { region, ...placed, taken };
}

function refundOf({ region, data }: FactItem): RefundResult {
  return { region, ...(data as unknown as Omit<RefundResult, "region">) };
}

function resultOf({ region, data }: FactItem): ChargeResult {
  return { region, ...(data as unknown as Omit<ChargeResult, "region">) };
}
