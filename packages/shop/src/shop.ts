/** The shop of one region: its use-cases, bound to what they need. */
import type { Outcome, Region } from "@tandem/kernel";
import { type Carts, createCarts } from "./cart/carts.ts";
import { type DefinedProduct, defineProduct } from "./catalog/define-product.ts";
import { listProducts, type ProductPage } from "./catalog/list-products.ts";
import type { Product } from "./catalog/listing.ts";
import { createPriceBook, type PriceBook } from "./catalog/price-book.ts";
import type { ProductDetails, Sku } from "./catalog/product.ts";
import { readProduct } from "./catalog/read-product.ts";
import { type ConflictPage, listConflicts } from "./conflicts/list-conflicts.ts";
import { type CancelRefusal, type CancelRequest, cancelOrder } from "./orders/cancel-order.ts";
import type { OrderCopy } from "./orders/copy-keeper.ts";
import { type FoundOrder, findOrder } from "./orders/find-order.ts";
import type { Order } from "./orders/fold-order.ts";
import { type CopyRefusal, keepCopy } from "./orders/keep-copy.ts";
import { listOrders, type OrderPage } from "./orders/list-orders.ts";
import { makeDurable } from "./orders/make-durable.ts";
import { type OrderRefusal, type OrderRequest, placeOrder } from "./orders/place-order.ts";
import { readOrder } from "./orders/read-order.ts";
import type { LostAt } from "./orders/replay-order.ts";
import { createProfiles, type Profiles } from "./profile/profiles.ts";
import type { ShopContext } from "./shop-context.ts";
import { type Restocked, type RestockRefusal, type RestockRequest, restock } from "./stock/restock.ts";

/** ISO 4217. One shop sells in one currency. */
export const CURRENCY = "USD";

export interface Shop {
  readonly context: ShopContext;
  readonly carts: Carts;
  readonly profiles: Profiles;
  products(options: ListOptions): Promise<Outcome<ProductPage, BadCursor>>;
  product(sku: Sku): Promise<Product | undefined>;
  defineProduct(product: ProductDetails): Promise<DefinedProduct>;
  restock(request: RestockRequest): Promise<Outcome<Restocked, RestockRefusal>>;
  /** `lostAt` is where an earlier try was sent whose answer was lost: it makes a refusal slower and safer. */
  placeOrder(request: OrderRequest & { readonly lostAt?: LostAt | undefined }): Promise<Outcome<Order, OrderRefusal>>;
  /** Asks the other regions to hold an order that stands here, and says which do: this one first. It never throws for what a peer does. */
  makeDurable(order: Pick<Order, "id" | "region">): Promise<readonly Region[]>;
  /** Holds another region's order here. */
  keepCopy(copy: OrderCopy): Promise<Outcome<"kept", CopyRefusal>>;
  cancelOrder(request: CancelRequest): Promise<Outcome<Order, CancelRefusal>>;
  /** Wherever it was placed; `order` is what this region knows by itself. */
  findOrder(wanted: { readonly orderId: string; readonly customer: string }): Promise<FoundOrder>;
  order(wanted: { readonly orderId: string; readonly customer: string }): Promise<Order | undefined>;
  orders(options: ListOptions & { readonly customer: string }): Promise<Outcome<OrderPage, BadCursor>>;
  /** What merging had to decide, for operators. */
  conflicts(options: ListOptions): Promise<Outcome<ConflictPage, BadCursor>>;
  /** The same shop, its prices as warm, as somebody sees it through another face of its table and peers. */
  through(view: Pick<ShopContext, "table" | "peers">): Shop;
}

export interface ListOptions {
  readonly cursor?: string | undefined;
  readonly limit: number;
}

export interface BadCursor {
  readonly reason: "bad-cursor";
}

export function createShop(context: ShopContext): Shop {
  return bind(context, createPriceBook(context.table, context.clock));
}

function bind(context: ShopContext, prices: PriceBook): Shop {
  const terms = { ...context, prices, currency: CURRENCY };
  return {
    context,
    carts: createCarts(terms),
    profiles: createProfiles(context),
    products: (options) => listProducts(context, options),
    product: (sku) => readProduct(context, sku),
    defineProduct: (product) => defineProduct(context, product),
    restock: (request) => restock(context, request),
    placeOrder: ({ lostAt, ...request }) => placeOrder({ ...terms, lostAt }, request),
    makeDurable: (order) => makeDurable(context, order),
    keepCopy: (copy) => keepCopy(context, copy),
    cancelOrder: (request) => cancelOrder(context, request),
    findOrder: (wanted) => findOrder(context, wanted),
    order: (wanted) => readOrder(context, wanted),
    orders: (options) => listOrders(context, options),
    conflicts: (options) => listConflicts(context, options),
    through: (view) => bind({ ...context, ...view }, prices),
  };
}
