/**
 * A customer's orders, newest first. The page goes by the entries' keys, which never change, so orders that arrive while
 * somebody turns pages neither shift nor repeat what he has seen. An entry whose order has not arrived yet is left out.
 */
import { done, type Outcome } from "@tandem/kernel";
import { decodeCursor, encodeCursor } from "../cursor.ts";
import type { ShopContext } from "../shop-context.ts";
import { foldOrder, type Order, standingTwin } from "./fold-order.ts";
import { customerOrdersPartition, ORDER_ENTRY_PREFIX, type OrderEntry, readOrderEntry } from "./order-entry.ts";
import { orderPartition, readOrderFacts } from "./order-facts.ts";

export interface OrderPage {
  readonly items: readonly Order[];
  readonly next: string | null;
}

/** Pages of entries read for one page of orders: entries of twins that do not stand are few, and are soon erased. */
const ENTRY_PAGES_MAX = 4;

export async function listOrders(
  { table }: ShopContext,
  options: { readonly customer: string; readonly cursor?: string | undefined; readonly limit: number },
): Promise<Outcome<OrderPage, { readonly reason: "bad-cursor" }>> {
  const owner = { list: "orders", owner: options.customer };
  const start = options.cursor === undefined ? done(undefined) : decodeCursor(owner, options.cursor);
  if (!start.ok) return start;
  let after: string | undefined = start.value;
  const orders: Order[] = [];
  for (let pages = 0; pages < ENTRY_PAGES_MAX && orders.length < options.limit; pages += 1) {
    const page = await table.page(customerOrdersPartition(options.customer), {
      consistent: true,
      prefix: ORDER_ENTRY_PREFIX,
      limit: options.limit - orders.length,
      order: "descending",
      ...(after === undefined ? {} : { after }),
    });
    orders.push(...(await readListed(table, page.items.map(readOrderEntry))));
    after = page.next;
    if (after === undefined) break;
  }
  return done({ items: orders, next: after === undefined ? null : encodeCursor(owner, after) });
}

async function readListed(table: ShopContext["table"], entries: readonly OrderEntry[]): Promise<readonly Order[]> {
  if (entries.length === 0) return [];
  const records = await table.read(
    entries.map(({ orderId }) => orderPartition(orderId)),
    { consistent: true },
  );
  return entries.flatMap((entry, index) => {
    const items = records[index] ?? [];
    const standing = standingTwin(readOrderFacts(items))?.item;
    if (standing?.region !== entry.region || standing.stamp !== entry.stamp) return [];
    return foldOrder(items) ?? [];
  });
}
