/** The carts of one of two regions, for tests that look at nothing else. */
import type { Outcome } from "@tandem/kernel";
import { createPriceBook } from "../../catalog/price-book.ts";
import type { OneOfTwo } from "../../testing/two-regions.ts";
import { type Carts, createCarts } from "../carts.ts";

export function cartsOf({ context }: OneOfTwo): Carts {
  return createCarts({ ...context, prices: createPriceBook(context.table, context.clock), currency: "USD" });
}

/** How many pieces of what. */
export async function linesOf(one: OneOfTwo, customer: string): Promise<Readonly<Record<string, number>>> {
  const { lines } = await cartsOf(one).read(customer);
  return Object.fromEntries(lines.map(({ sku, quantity }) => [sku, quantity]));
}

export function must<T>(outcome: Outcome<T, { readonly reason: string }>): T {
  if (!outcome.ok) throw new Error(`refused: ${JSON.stringify(outcome.refusal)}`);
  return outcome.value;
}
