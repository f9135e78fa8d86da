/**
 * What can be said of an order beside what `order-facts.ts` says, once it is not to be or its money goes back:
 *
 *     ORDER#id   CANCELLED#r   a customer asked r to end it, under this key
 *                UNCHARGED#r   r looked after the end of whatever it had begun, and the provider had taken nothing
 *                REFUNDING#r   r knows that money is to go back, and has promised in its outbox to see to it
 *                REFUNDED#r    the provider gave it back, and says how much
 *
 * UNCHARGED and REFUNDING are a region's own receipts: they end what that region owes, and say nothing of what the order is.
 */
import type { Region } from "@tandem/kernel";
import { declareFact, type FactItem, type FactWrite, folded, type Key, ownRegionOnly } from "@tandem/replication";
import * as z from "zod";
import { ORDER_WAKE, orderFactKey } from "./order-key.ts";

const CancelledData = z.object({
  orderId: z.string(),
  customer: z.string(),
  /** Of the key it was asked under: the same key again is the same request. */
  fingerprint: z.string(),
});
const UnchargedData = z.object({ orderId: z.string() });
const RefundingData = z.object({ orderId: z.string(), amount: z.int() });
const RefundedData = z.object({
  orderId: z.string(),
  customer: z.string(),
  amount: z.int(),
  refundId: z.string(),
});

export const Cancelled = declareFact({
  name: "CANCELLED",
  version: 1,
  parse: CancelledData.parse,
  answer: folded(
    "two regions that were asked to cancel one order have cancelled it once; a charge that meets it goes back",
  ),
});
export const Uncharged = declareFact({
  name: "UNCHARGED",
  version: 1,
  parse: UnchargedData.parse,
  answer: ownRegionOnly("each region looks after its own attempts to charge, and nothing follows from it elsewhere"),
});
export const Refunding = declareFact({
  name: "REFUNDING",
  version: 1,
  parse: RefundingData.parse,
  answer: ownRegionOnly(
    "each region promises it once to its own outbox; the provider's key makes one refund of all promises",
  ),
});
export const Refunded = declareFact({
  name: "REFUNDED",
  version: 1,
  parse: RefundedData.parse,
  answer: folded("the provider refunds an order once, so whoever says it says the same refund"),
});

type Said<Data extends z.ZodType> = z.infer<Data> & { readonly item: FactItem };
export type CancelledFact = Said<typeof CancelledData>;
export type RefundedFact = Said<typeof RefundedData>;
/** A region's own receipt, of which only matters that it is there. */
export type ReceiptFact = Said<typeof UnchargedData>;

export type Cancellation = z.infer<typeof CancelledData>;
export type RefundResult = z.infer<typeof RefundedData>;

export function cancelledFact(cancellation: Cancellation, region: Region): FactWrite {
  return Cancelled.write({ key: cancelledKey(cancellation, region), data: cancellation, wake: ORDER_WAKE });
}

export function cancelledKey(order: { readonly orderId: string }, region: Region): Key {
  return orderFactKey(Cancelled, order, region);
}

/** Wakes nobody: whoever learns of it owes nothing by it. */
export function unchargedFact(order: z.infer<typeof UnchargedData>, region: Region): FactWrite {
  return Uncharged.write({ key: orderFactKey(Uncharged, order, region), data: order });
}

/** Wakes nobody: the outbox item beside it does. */
export function refundingFact(refund: z.infer<typeof RefundingData>, region: Region): FactWrite {
  return Refunding.write({ key: orderFactKey(Refunding, refund, region), data: refund });
}

export function refundedFact(result: RefundResult, region: Region): FactWrite {
  return Refunded.write({ key: orderFactKey(Refunded, result, region), data: result, wake: ORDER_WAKE });
}
