/** One order of one customer, as this region now knows it. Somebody else's order is nobody's: it is not found. */
import type { ShopContext } from "../shop-context.ts";
import { foldOrder, type Order } from "./fold-order.ts";
import { orderPartition } from "./order-facts.ts";

export async function readOrder(
  { table }: ShopContext,
  wanted: { readonly orderId: string; readonly customer: string },
): Promise<Order | undefined> {
  const [items = []] = await table.read([orderPartition(wanted.orderId)], { consistent: true });
  const order = foldOrder(items);
  return order?.customer === wanted.customer ? order : undefined;
}
