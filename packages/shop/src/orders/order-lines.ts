/** What is ordered: lines of one sku are added up, and both their number and their quantities are bounded. */
import type { Sku } from "../catalog/product.ts";

/** Each line adjusts one counter as a rule, and one transaction writes at most 100 items. */
export const ORDER_LINES_MAX = 40;
/** Shards that one order takes from: what is committed beside them, when it is placed and when it gives them back, has room for 20. */
export const ORDER_TAKES_MAX = 80;
export const LINE_QUANTITY_MAX = 1_000;
/** What one charge can be, in cents: an order that nobody could be charged for would wait for ever. */
export const ORDER_TOTAL_CENTS_MAX = 1_000_000_000;
/** Lines as they are sent, before lines of one sku are added up. */
export const ORDER_LINES_SENT_MAX = 200;

export interface WantedLine {
  readonly sku: Sku;
  readonly quantity: number;
}

export interface OrderLine extends WantedLine {
  /** In cents, of one piece. */
  readonly price: number;
}

/** One line a sku, by sku: the same wish gives the same lines, in whatever order it was sent. */
export function mergeLines(lines: readonly WantedLine[]): readonly WantedLine[] {
  const quantities = new Map<Sku, number>();
  for (const { sku, quantity } of lines) quantities.set(sku, (quantities.get(sku) ?? 0) + quantity);
  return [...quantities].map(([sku, quantity]) => ({ sku, quantity })).toSorted((a, b) => (a.sku < b.sku ? -1 : 1));
}

export function totalOf(lines: readonly OrderLine[]): number {
  return lines.reduce((sum, { quantity, price }) => sum + quantity * price, 0);
}
