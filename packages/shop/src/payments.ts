/**
 * What the shop asks of whoever takes the money. A charge carries its order's id as its key, so that asking twice charges
 * once for as long as the provider remembers; what a provider no longer remembers can be looked up.
 */
export interface Payments {
  charge(request: ChargeRequest): Promise<ChargeAnswer>;
  /** What the provider has taken for an order, if anything. */
  findCharge(orderId: string): Promise<FoundCharge>;
}

export interface ChargeRequest {
  readonly orderId: string;
  /** In cents. */
  readonly amount: number;
}

export type ChargeAnswer =
  | { readonly kind: "charged"; readonly chargeId: string; readonly amount: number }
  | { readonly kind: "declined"; readonly chargeId: string; readonly amount: number }
  /** The key was used with another amount: something was charged already, and is to be looked up. */
  | { readonly kind: "key-used-otherwise" }
  | { readonly kind: "later"; readonly why: string };

export type FoundCharge =
  | { readonly kind: "charged" | "declined"; readonly chargeId: string; readonly amount: number }
  | { readonly kind: "none" }
  | { readonly kind: "later"; readonly why: string };
