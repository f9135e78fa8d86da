/**
 * One order of one customer, wherever it was placed. What this region knows is the answer; only of an order it has never heard of are the
 * others asked. Somebody else's order is nobody's: it is not found, and nobody is asked about it.
 */

import type { ShopContext } from "../shop-context.ts";
import type { Order } from "./fold-order.ts";
import { foldOrder } from "./fold-order.ts";
import { lookElsewhere } from "./look-elsewhere.ts";
import { orderPartition } from "./order-facts.ts";

export interface FoundOrder {
  readonly order: Order | undefined;
  /** A region that may know more, or know of the order at all, did not answer. */
  readonly mayBeStale: boolean;
}

export async function findOrder(
  context: ShopContext,
  { orderId, customer }: { readonly orderId: string; readonly customer: string },
): Promise<FoundOrder> {
  const [items = []] = await context.table.read([orderPartition(orderId)], { consistent: true });
  const here = foldOrder(items);
  if (here !== undefined) return { order: ofCustomer(here, customer), mayBeStale: false };
  const found = await lookElsewhere(context, { orderId, items });
  return { order: ofCustomer(foldOrder(found.items), customer), mayBeStale: found.silent.length > 0 };
}

function ofCustomer(order: Order | undefined, customer: string): Order | undefined {
  return order?.customer === customer ? order : undefined;
}
