/**
 * Where an order lives, and what its facts have in common: they lie in one partition under keys that end in the region that says them,
 * and whoever hears of one looks at the order again.
 */
import type { IdempotencyKey } from "@tandem/delivery";
import { contentId, isContentId, type Region } from "@tandem/kernel";
import { type ItemKind, type Key, makePartition, type Partition } from "@tandem/replication";

const ORDER_ID_PREFIX = "ord";
/** What a region that hears of it is to look at: the order, whoever wrote the fact. */
export const ORDER_WAKE = "changed";

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

export function orderFactKey(
  kind: Pick<ItemKind, "key">,
  { orderId }: { readonly orderId: string },
  region: Region,
): Key {
  return kind.key({ partition: orderPartition(orderId), region });
}
