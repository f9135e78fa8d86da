/**
 * A customer's orders, newest first. The page goes by the entries' keys, which never change, so orders that arrive while
 * somebody turns pages shift nothing. It reads the customer's own partition and the orders it shows: other customers cost it
 * nothing.
 *
 * What turning pages promises: an order that stood throughout is seen once. One that arrives meanwhile may be missed, if it
 * belongs on a page that was turned. An order that two regions took on is shown where the twin that stands is; which that is
 * can change while pages are turned, so the cursor remembers what was shown last, and nothing of that is shown again. Such an
 * order may be missed by this turning, if its twin gave way in favour of one on a page that was turned; the next shows it.
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
/** Orders that a cursor remembers: twins are tries of one request, so few orders lie between them. A cursor has room for so many. */
export const REMEMBERED_MAX = 50;
/** The last letters of an id tell a customer's orders apart: 50 bits. */
const REMEMBERED_LETTERS = 10;
/** No key and no id has one. */
const SEPARATOR = " ";

export async function listOrders(
  { table }: ShopContext,
  options: { readonly customer: string; readonly cursor?: string | undefined; readonly limit: number },
): Promise<Outcome<OrderPage, { readonly reason: "bad-cursor" }>> {
  const owner = { list: "orders", owner: options.customer };
  const start = options.cursor === undefined ? done(undefined) : decodeCursor(owner, options.cursor);
  if (!start.ok) return start;
  let [after, ...shown] = start.value === undefined ? [undefined] : start.value.split(SEPARATOR);
  const orders: Order[] = [];
  for (let pages = 0; pages < ENTRY_PAGES_MAX && orders.length < options.limit; pages += 1) {
    const page = await table.page(customerOrdersPartition(options.customer), {
      consistent: true,
      prefix: ORDER_ENTRY_PREFIX,
      limit: options.limit - orders.length,
      order: "descending",
      ...(after === undefined ? {} : { after }),
    });
    const listed = await readListed(table, page.items.map(readOrderEntry));
    for (const order of listed.filter(({ id }) => !shown.includes(remembered(id)))) {
      // An order that a peer keeps a copy of has two entries of one stamp.
      if (orders.some(({ id }) => id === order.id)) continue;
      orders.push(order);
      shown = [...shown, remembered(order.id)].slice(-REMEMBERED_MAX);
    }
    after = page.next;
    if (after === undefined) break;
  }
  const next = after === undefined ? null : encodeCursor(owner, [after, ...shown].join(SEPARATOR));
  return done({ items: orders, next });
}

function remembered(orderId: string): string {
  return orderId.slice(-REMEMBERED_LETTERS);
}

async function readListed(table: ShopContext["table"], entries: readonly OrderEntry[]): Promise<readonly Order[]> {
  if (entries.length === 0) return [];
  const records = await table.read(
    entries.map(({ orderId }) => orderPartition(orderId)),
    { consistent: true },
  );
  return entries.flatMap((entry, index) => {
    const items = records[index] ?? [];
    // The stamp names the region that took it on, which is not who wrote the entry if that came with a copy.
    if (standingTwin(readOrderFacts(items))?.item.stamp !== entry.stamp) return [];
    return foldOrder(items) ?? [];
  });
}
