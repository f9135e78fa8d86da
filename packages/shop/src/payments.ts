/**
 * What the shop asks of whoever takes the money. A charge carries its order's id as its key, and a refund a key made of it,
 * so that asking twice does it once for as long as the provider remembers; what a provider no longer remembers can be
 * looked up.
 */
export interface Payments {
  charge(request: PaymentRequest): Promise<ChargeAnswer>;
  /** What the provider has taken for an order, if anything. */
  findCharge(orderId: string): Promise<FoundCharge>;
  refund(request: PaymentRequest): Promise<RefundAnswer>;
  /** What the provider has given back of an order, if anything. */
  findRefund(orderId: string): Promise<FoundRefund>;
}

export interface PaymentRequest {
  readonly orderId: string;
  /** In cents. */
  readonly amount: number;
}

interface Later {
  readonly kind: "later";
  readonly why: string;
}

export type ChargeAnswer =
  | { readonly kind: "charged"; readonly chargeId: string; readonly amount: number }
  | { readonly kind: "declined"; readonly chargeId: string; readonly amount: number }
  /** The key was used with another amount: something was charged already, and is to be looked up. */
  | { readonly kind: "key-used-otherwise" }
  | Later;

export type FoundCharge =
  | { readonly kind: "charged" | "declined"; readonly chargeId: string; readonly amount: number }
  | { readonly kind: "none" }
  | Later;

export type RefundAnswer =
  | { readonly kind: "refunded"; readonly refundId: string; readonly amount: number }
  /** The key was used with another amount, or no charge has that much left: something went back already, and is to be looked up. */
  | { readonly kind: "key-used-otherwise" | "nothing-left" }
  | Later;

export type FoundRefund =
  | { readonly kind: "refunded"; readonly refundId: string; readonly amount: number }
  | { readonly kind: "none" }
  | Later;

/** The provider's key of an order's one refund. */
export function refundKey(orderId: string): string {
  return `refund:${orderId}`;
}
