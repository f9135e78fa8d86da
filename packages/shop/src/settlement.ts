/**
 * What every record of the shop obliges a region to, by the name of its partition: orders to charges, refunds and releases; carts, products and
 * profiles to nothing outside, only to telling people what a merge had to decide, and to taking out what somebody wanted forgotten.
 */
import type { ProductPort, RecordState, Settlement } from "@tandem/delivery";
import type { Partition } from "@tandem/replication";
import { isCartPartition } from "./cart/cart-items.ts";
import { settleCart } from "./cart/settle-cart.ts";
import { isProductPartition, settleProduct } from "./catalog/settle-product.ts";
import { createOrderWork, type OrderWorkOptions } from "./order-work.ts";
import type { OrderEffect } from "./orders/order-effects.ts";
import { isOrderListPartition } from "./orders/order-entry.ts";
import { isOrderPartition } from "./orders/order-key.ts";
import { settleOrder } from "./orders/settle-order.ts";
import { isCustomerPartition } from "./profile/profile.ts";
import { settleProfile } from "./profile/settle-profile.ts";

const RECORDS = [isOrderPartition, isCartPartition, isCustomerPartition, isProductPartition];
const OF_CUSTOMERS = [isOrderPartition, isOrderListPartition, isCartPartition, isCustomerPartition];

export const shopSettlement: Pick<ProductPort<OrderEffect>, "settle"> = { settle };

/** Whether the items of a partition can oblige anybody to anything: what the walk looks at. */
export function isShopRecord(partition: Partition): boolean {
  return RECORDS.some((isRecord) => isRecord(partition));
}

/** Whether the items of a partition are one customer's own: what his session remembers. */
export function isCustomersRecord(partition: Partition): boolean {
  return OF_CUSTOMERS.some((isRecord) => isRecord(partition));
}

export function createShopWork(options: OrderWorkOptions): ProductPort<OrderEffect> {
  return { ...createOrderWork(options), ...shopSettlement };
}

function settle(state: RecordState): Settlement<OrderEffect> {
  const { record } = state;
  if (isCartPartition(record)) return { ...settleCart(state), effect: undefined };
  if (isCustomerPartition(record)) return { ...settleProfile(state), effect: undefined };
  if (isProductPartition(record)) return { ...settleProduct(state), effect: undefined };
  return settleOrder(state);
}
