export type { Cart } from "./cart/cart.ts";
export type { Carts } from "./cart/carts.ts";
export { type AddRefusal, type AddRequest, CART_ADDS_MAX } from "./cart/change-cart.ts";
export type { CheckoutRefusal, CheckoutRequest } from "./cart/check-out.ts";
export type { DefinedProduct } from "./catalog/define-product.ts";
export type { ProductPage } from "./catalog/list-products.ts";
export type { Product } from "./catalog/listing.ts";
export { PRICE_CENTS_MAX, PRODUCT_NAME_LENGTH_MAX, type ProductDetails, Sku } from "./catalog/product.ts";
export type { Conflict, ConflictKind } from "./conflicts/conflict.ts";
export type { ConflictPage } from "./conflicts/list-conflicts.ts";
export { CURSOR_LENGTH_MAX } from "./cursor.ts";
export {
  createHandles,
  HANDLES_PER_CUSTOMER_MAX,
  Handle,
  type HandleAnswer,
  type HandleOwner,
  type HandleRequest,
  type Handles,
} from "./handles/handles.ts";
export { SHOP_HAZARDS, type ShopHazard } from "./hazards.ts";
export { CHARGE_ENDS_MS, createOrderWork, type OrderWorkOptions, orderSettlement } from "./order-work.ts";
export type { CancelRefusal, CancelRequest } from "./orders/cancel-order.ts";
export type { CopyKeeper, OrderCopy } from "./orders/copy-keeper.ts";
export type { FoundOrder } from "./orders/find-order.ts";
export type { Order, OrderEvent, OrderStatus } from "./orders/fold-order.ts";
export { COPY_WAITS_MS, type CopyRefusal } from "./orders/keep-copy.ts";
export type { OrderPage } from "./orders/list-orders.ts";
export type { ChargeCheckDue, ChargeDue, OrderEffect, RefundDue } from "./orders/order-effects.ts";
export { isOrderId, isOrderPartition } from "./orders/order-facts.ts";
export {
  LINE_QUANTITY_MAX,
  mergeLines,
  ORDER_LINES_MAX,
  ORDER_LINES_SENT_MAX,
  ORDER_TOTAL_CENTS_MAX,
  type OrderLine,
  type WantedLine,
} from "./orders/order-lines.ts";
export { FOLD_VERSION, ORDER_STATUSES } from "./orders/order-status.ts";
export type { OrderRefusal, OrderRequest } from "./orders/place-order.ts";
export type { LostAt } from "./orders/replay-order.ts";
export type { ShortLine } from "./orders/short-lines.ts";
export {
  type ChargeAnswer,
  type FoundCharge,
  type FoundRefund,
  type PaymentRequest,
  type Payments,
  type RefundAnswer,
  refundKey,
} from "./payments.ts";
export type { EditRequest, KnownProfile, StaleProfile } from "./profile/edit-profile.ts";
export {
  PROFILE_FIELD_LENGTH_MAX,
  type Profile,
  type ProfileEdits,
  ProfileValue,
} from "./profile/profile.ts";
export type { Profiles } from "./profile/profiles.ts";
export { createShopWork, isCustomersRecord, isShopRecord, shopSettlement } from "./settlement.ts";
export { createShop, type Shop } from "./shop.ts";
export type { ShopContext } from "./shop-context.ts";
export type { Restocked, RestockRefusal, RestockRequest } from "./stock/restock.ts";
export { createStockRound, type StockRound, type StockRoundReport } from "./stock/stock-round.ts";
