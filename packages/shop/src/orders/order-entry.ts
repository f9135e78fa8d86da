/**
 * A customer's list of orders: one entry an order and region, in a partition of the customer's own, by stamp. An entry is
 * shown only for the twin that stands, so an order is listed once however many regions took it on.
 */
import type { Region } from "@tandem/kernel";
import {
  type FactWrite,
  type Item,
  type Key,
  makeKey,
  makePartition,
  type Partition,
  parseSort,
  type Stamp,
  sortPrefix,
} from "@tandem/replication";
import type { PlacedFact } from "./order-facts.ts";

export const ORDER_ENTRY_VERSION = 1;
const NAME = "ENTRY";
export const ORDER_ENTRY_PREFIX = sortPrefix(NAME);

export interface OrderEntry {
  readonly orderId: string;
  readonly stamp: string;
  readonly region: Region;
}

export function customerOrdersPartition(customer: string): Partition {
  return makePartition(["CUSTOMER-ORDERS", customer]);
}

export function orderEntryKey(placed: Pick<PlacedFact, "customer" | "orderId" | "item">): Key {
  const { customer, orderId, item } = placed;
  return entryKey({ customer, orderId, stamp: item.stamp, region: item.region });
}

export function orderEntryFact(entry: EntryPlace): FactWrite {
  return { type: "fact", key: entryKey(entry), v: ORDER_ENTRY_VERSION, data: { orderId: entry.orderId } };
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
  return makeKey({ partition: customerOrdersPartition(customer), name: NAME, tail: [stamp, orderId], region });
}
