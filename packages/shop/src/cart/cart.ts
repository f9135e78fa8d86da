/** A cart as its customer sees it: the adds that stand, one line a product. */
import { type Item, livingAdds } from "@tandem/replication";
import type { Sku } from "../catalog/product.ts";
import { mergeLines, type OrderLine, totalOf } from "../orders/order-lines.ts";
import type { OrderTerms } from "../orders/place-order.ts";
import { type CartItems, cartPartition, readCartItems } from "./cart-items.ts";

export interface Cart {
  readonly lines: readonly OrderLine[];
  readonly total: number;
}

export async function readCart(terms: OrderTerms, customer: string): Promise<Cart> {
  return showCart(terms, readCartItems(await readCartPartition(terms, customer)));
}

export async function readCartPartition({ table }: OrderTerms, customer: string): Promise<readonly Item[]> {
  const [items = []] = await table.read([cartPartition(customer)], { consistent: true });
  return items;
}

/** Prices are those of now, and an order's are those of when it is placed. */
export async function showCart({ prices }: OrderTerms, { set }: CartItems): Promise<Cart> {
  const adds = livingAdds(set).map(({ value }) => value);
  const wanted = mergeLines(adds);
  const known = wanted.length === 0 ? new Map<Sku, number>() : await prices.prices(wanted.map(({ sku }) => sku));
  const lines = wanted.map((line): OrderLine => {
    const asAdded = adds.findLast(({ sku }) => sku === line.sku)?.price ?? 0;
    return { ...line, price: known.get(line.sku) ?? asAdded };
  });
  return { lines, total: totalOf(lines) };
}
