/**
 * What can be said of an order, each a fact under a key that ends in the region that says it:
 *
 *     ORDER#id   PLACED#r     it was taken on, with its lines, and its stock was taken from r's share
 *                PAID#r       the provider took the money, and says how much
 *                DECLINED#r   the provider refused for good
 *                RELEASED#r   r gave back the stock that it had taken, and why
 *
 * Two regions may each say the same; what an order is, is a fold over whatever of this has arrived.
 */

import type { IdempotencyKey } from "@tandem/delivery";
import { contentId, isContentId, type Region } from "@tandem/kernel";
import {
  type Data,
  type FactItem,
  type FactWrite,
  type Item,
  type Key,
  makeKey,
  makePartition,
  type Partition,
  parseSort,
} from "@tandem/replication";
import * as z from "zod";
import type { OrderLine } from "./order-lines.ts";

export const ORDER_FACT_VERSION = 1;
const ORDER_ID_PREFIX = "ord";

const Line = z.object({ sku: z.string(), quantity: z.int(), price: z.int() });
const PlacedData = z.object({
  orderId: z.string(),
  customer: z.string(),
  lines: z.array(Line),
  total: z.int(),
  currency: z.string(),
  fingerprint: z.string(),
});
const ChargeData = z.object({
  orderId: z.string(),
  customer: z.string(),
  amount: z.int(),
  chargeId: z.string(),
});
const ReleasedData = z.object({ orderId: z.string(), why: z.string() });

export interface PlacedFact extends z.infer<typeof PlacedData> {
  readonly item: FactItem;
}
export interface ChargeFact extends z.infer<typeof ChargeData> {
  readonly item: FactItem;
}
export interface ReleasedFact extends z.infer<typeof ReleasedData> {
  readonly item: FactItem;
}

/** All facts of one order that have arrived, each kind by stamp. */
export interface OrderFacts {
  readonly placed: readonly PlacedFact[];
  readonly paid: readonly ChargeFact[];
  readonly declined: readonly ChargeFact[];
  readonly released: readonly ReleasedFact[];
}

/** The same customer and key give the same order in every region, for ever. */
export function orderIdOf(customer: string, key: IdempotencyKey): string {
  return contentId(ORDER_ID_PREFIX, [customer, key]);
}

/** Whether an order could have this id: what a customer sends is asked this before it becomes part of a key. */
export function isOrderId(value: string): boolean {
  return isContentId(ORDER_ID_PREFIX, value);
}

export function orderPartition(orderId: string): Partition {
  return makePartition(["ORDER", orderId]);
}

/** Whether the items of a partition are an order's. */
export function isOrderPartition(partition: Partition): boolean {
  return partition.startsWith("ORDER#");
}

export function readOrderFacts(items: readonly Item[]): OrderFacts {
  const facts = items
    .filter((item) => item.kind === "fact")
    .toSorted((left, right) => (left.stamp < right.stamp ? -1 : 1));
  const named = Map.groupBy(facts, (item) => parseSort(item.sort).name);
  const byName = (name: string): readonly FactItem[] => named.get(name) ?? [];
  return {
    placed: byName("PLACED").map((item) => ({ item, ...PlacedData.parse(item.data) })),
    paid: byName("PAID").map((item) => ({ item, ...ChargeData.parse(item.data) })),
    declined: byName("DECLINED").map((item) => ({ item, ...ChargeData.parse(item.data) })),
    released: byName("RELEASED").map((item) => ({ item, ...ReleasedData.parse(item.data) })),
  };
}

export interface PlacedOrder {
  readonly orderId: string;
  readonly customer: string;
  readonly lines: readonly OrderLine[];
  readonly total: number;
  readonly currency: string;
  readonly fingerprint: string;
}

export function placedFact(order: PlacedOrder, region: Region): FactWrite {
  const data = { ...order, lines: order.lines.map((line) => ({ ...line })) };
  return orderFact({ name: "PLACED", region, data });
}

export interface ChargeResult {
  readonly orderId: string;
  readonly customer: string;
  readonly amount: number;
  readonly chargeId: string;
}

export function paidFact(result: ChargeResult, region: Region): FactWrite {
  return orderFact({ name: "PAID", region, data: { ...result } });
}

export function declinedFact(result: ChargeResult, region: Region): FactWrite {
  return orderFact({ name: "DECLINED", region, data: { ...result } });
}

/** Wakes nobody: whoever learns of it owes nothing by it. */
export function releasedFact(release: z.infer<typeof ReleasedData>, region: Region): FactWrite {
  const { wake: _, ...quiet } = orderFact({ name: "RELEASED", region, data: release });
  return quiet;
}

interface OrderFactParts {
  readonly name: string;
  readonly region: Region;
  readonly data: Data & { readonly orderId: string };
}

function orderFact({ name, region, data }: OrderFactParts): FactWrite {
  const key: Key = makeKey({ partition: orderPartition(data.orderId), name, region });
  return { type: "fact", key, v: ORDER_FACT_VERSION, data, wake: "changed" };
}
