/**
 * What the API's answers show, by the contract and not by the shop's own types: whoever judges the shop does not take its word for what
 * an order is. An answer that has not this shape stops the history with a sentence.
 */
import { assert } from "@tandem/kernel";

export interface ShownOrder {
  readonly id: string;
  readonly status: string;
  readonly lines: readonly ShownLine[];
  readonly total: number;
  readonly region: string;
  readonly placedAt: string;
}

export interface ShownLine {
  readonly sku: string;
  readonly quantity: number;
  readonly price: number;
}

export interface ShownProduct {
  readonly sku: string;
  readonly name: string;
  readonly price: number;
  readonly availableIn: Readonly<Record<string, number>>;
}

export interface ShownPage<T> {
  readonly items: readonly T[];
  readonly next: string | null;
}

export function shownOrder(body: unknown): ShownOrder {
  const order = body as ShownOrder;
  const isOrder = isObject(body) && typeof order.id === "string" && Array.isArray(order.lines);
  assert(isOrder && Number.isInteger(order.total), `an order was expected, not ${JSON.stringify(body)}`);
  return order;
}

export function shownProduct(body: unknown): ShownProduct {
  const product = body as ShownProduct;
  const isProduct = isObject(body) && typeof product.sku === "string" && isObject(product.availableIn);
  assert(isProduct && Number.isInteger(product.price), `a product was expected, not ${JSON.stringify(body)}`);
  return product;
}

export function shownPage<T>(body: unknown, shown: (item: unknown) => T): ShownPage<T> {
  const page = body as ShownPage<unknown>;
  assert(isObject(body) && Array.isArray(page.items), `a page was expected, not ${JSON.stringify(body)}`);
  assert(page.next === null || typeof page.next === "string", "a page says where it goes on, or null");
  return { items: page.items.map(shown), next: page.next };
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}
