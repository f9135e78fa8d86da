/** What an order may oblige a region to do at the provider. Each says all that is needed, so that whoever holds it can do it. */

/** The charge an order is owed; its key at the provider is the order's id, so it is one charge whoever asks for it. */
export interface ChargeDue {
  readonly kind: "charge";
  readonly orderId: string;
  readonly customer: string;
  /** In cents. */
  readonly amount: number;
}

/**
 * An order was cancelled, and nobody here knows whether one who began to charge it came to an end: a process that dies between the charge
 * and its commit leaves nothing behind. Whoever holds the promise to charge looks, once none that began before can still be at it.
 */
export interface ChargeCheckDue {
  readonly kind: "check-charge";
  readonly orderId: string;
  readonly customer: string;
  /** When this region came to know that it is cancelled, in milliseconds since 1970: it has begun no charge since. */
  readonly knownMs: number;
}

/** Money that was taken goes back; one refund an order, whoever asks for it. */
export interface RefundDue {
  readonly kind: "refund";
  readonly orderId: string;
  readonly customer: string;
  /** In cents: what the provider said it took. */
  readonly amount: number;
}

/** A later release has said something of the order that may make its charge or refund not due: this one waits until it can read it. */
export interface BetterKnown {
  readonly kind: "wait";
  readonly why: string;
}

export type OrderEffect = ChargeDue | ChargeCheckDue | RefundDue | BetterKnown;
