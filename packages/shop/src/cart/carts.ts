/** The carts of one region: their use-cases, bound to what they need. */
import type { Outcome } from "@tandem/kernel";
import type { Sku } from "../catalog/product.ts";
import type { Order } from "../orders/fold-order.ts";
import type { OrderTerms } from "../orders/place-order.ts";
import type { LostAt } from "../orders/replay-order.ts";
import { type Cart, readCart } from "./cart.ts";
import { type AddRefusal, type AddRequest, addToCart, removeFromCart } from "./change-cart.ts";
import { type CheckoutRefusal, type CheckoutRequest, checkOut } from "./check-out.ts";

export interface Carts {
  read(customer: string): Promise<Cart>;
  add(request: AddRequest): Promise<Outcome<Cart, AddRefusal>>;
  remove(request: { readonly customer: string; readonly sku: Sku }): Promise<Cart>;
  /** `lostAt` is where an earlier try was sent whose answer was lost: it makes a refusal slower and safer. */
  checkOut(
    request: CheckoutRequest & { readonly lostAt?: LostAt | undefined },
  ): Promise<Outcome<Order, CheckoutRefusal>>;
}

export function createCarts(terms: OrderTerms): Carts {
  return {
    read: (customer) => readCart(terms, customer),
    add: (request) => addToCart(terms, request),
    remove: (request) => removeFromCart(terms, request),
    checkOut: ({ lostAt, ...request }) => checkOut({ ...terms, lostAt }, request),
  };
}
