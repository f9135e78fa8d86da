/**
 * A customer's list of orders: one entry an order and region, in a partition of the customer's own, by stamp. An entry is
 * shown only for the twin that stands, so an order is listed once however many regions took it on.
 */
import type { Region } from "@tandem/kernel";
import {
  declareFact,
  type FactWrite,
  type Item,
  type Key,
  makePartition,
  type Partition,
  parseSort,
  type Stamp,
  sideBySide,
} from "@tandem/replication";
import * as z from "zod";
import type { PlacedFact } from "./order-facts.ts";

const EntryData = z.object({ orderId: z.string() });

export const OrderEntryItem = declareFact({
  name: "ENTRY",
  version: 1,
  parse: EntryData.parse,
  answer: sideBySide("each region lists the twin that it took on, and a list shows the one that stands"),
});
export const ORDER_ENTRY_PREFIX = OrderEntryItem.prefix;

export interface OrderEntry {
  readonly orderId: string;
  readonly stamp: string;
  readonly region: Region;
}

export function customerOrdersPartition(customer: string): Partition {
  return makePartition(["CUSTOMER-ORDERS", customer]);
}

export function isOrderListPartition(partition: Partition): boolean {
  return partition.startsWith("CUSTOMER-ORDERS#");
}

export function orderEntryKey(placed: Pick<PlacedFact, "customer" | "orderId" | "item">): Key {
  const { customer, orderId, item } = placed;
  return entryKey({ customer, orderId, stamp: item.stamp, region: item.region });
}

export function orderEntryFact(entry: EntryPlace): FactWrite {
  return OrderEntryItem.write({ key: entryKey(entry), data: { orderId: entry.orderId } });
}

export function readOrderEntry(item: Item): OrderEntry {
  const { tail, region } = parseSort(item.sort);
  return { stamp: tail[0] ?? "", orderId: tail[1] ?? "", region };
}

interface EntryPlace {
  readonly customer: string;
  readonly orderId: string;
  readonly stamp: Stamp;
  readonly region: Region;
}

function entryKey({ customer, orderId, stamp, region }: EntryPlace): Key {
  return OrderEntryItem.key({ partition: customerOrdersPartition(customer), tail: [stamp, orderId], region });
}
