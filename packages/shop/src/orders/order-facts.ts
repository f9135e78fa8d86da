/**
 * What can be said of an order, each a fact under a key that ends in the region that says it:
 *
 *     ORDER#id   PLACED#r     it was taken on, with its lines, and its stock was taken from r's share, from the shards it names
 *                PAID#r       the provider took the money, and says how much
 *                DECLINED#r   the provider refused for good
 *                RELEASED#r   r gave back the stock that it had taken, and why
 *
 * How an order ends otherwise is in `order-results.ts`. Two regions may each say the same; what an order is, is a fold over
 * whatever of this has arrived. A PLACED may be a copy of another region's (`order-copy.ts`): then it took nothing.
 */
import type { Region } from "@tandem/kernel";
import { type Data, declareFact, type FactItem, type FactWrite, folded, type Item } from "@tandem/replication";
import * as z from "zod";
import { ONLY_SHARD_OF_OLD, Taken } from "../stock/shards.ts";
import { CopyOf, copyHolders, withCopiesForMissing } from "./order-copy.ts";
import { ORDER_WAKE, orderFactKey } from "./order-key.ts";
import type { OrderLine } from "./order-lines.ts";
import {
  Cancelled,
  type CancelledFact,
  type ReceiptFact,
  Refunded,
  type RefundedFact,
  Refunding,
  Uncharged,
} from "./order-results.ts";

export { isOrderId, isOrderPartition, orderIdOf, orderPartition } from "./order-key.ts";

const Line = z.object({ sku: z.string(), quantity: z.int(), price: z.int() });
const PlacedData = z.object({
  orderId: z.string(),
  customer: z.string(),
  lines: z.array(Line),
  total: z.int(),
  currency: z.string(),
  fingerprint: z.string(),
  /** What the region took for it, and where: what it gives back, if it must. */
  taken: z.array(Taken),
  /** Whose it is, if it is kept here for another region. */
  copyOf: CopyOf.optional(),
});
const ChargeData = z.object({
  orderId: z.string(),
  customer: z.string(),
  amount: z.int(),
  chargeId: z.string(),
});
const ReleasedData = z.object({ orderId: z.string(), why: z.string() });

export const Placed = declareFact({
  name: "PLACED",
  version: 2,
  parse: PlacedData.parse,
  upcasters: { 1: takenFromOnlyShard },
  answer: folded("two regions that take on one order are twins, and the charge decides which of the two stands"),
});
export const Paid = declareFact({
  name: "PAID",
  version: 1,
  parse: ChargeData.parse,
  answer: folded("the provider charges once for an order, so whoever says it says the same charge"),
});
export const Declined = declareFact({
  name: "DECLINED",
  version: 1,
  parse: ChargeData.parse,
  answer: folded("beside a PAID it makes a refund due, and beside nothing else does it take anything back"),
});
export const Released = declareFact({
  name: "RELEASED",
  version: 1,
  parse: ReleasedData.parse,
  answer: folded("a region gives back only what it took itself, once, so two that say it speak of different stock"),
});

export interface PlacedFact extends z.infer<typeof PlacedData> {
  readonly item: FactItem;
}
export interface ChargeFact extends z.infer<typeof ChargeData> {
  readonly item: FactItem;
}
export interface ReleasedFact extends z.infer<typeof ReleasedData> {
  readonly item: FactItem;
}

/** All facts of one order that have arrived, each kind by stamp. */
export interface OrderFacts {
  /** A copy stands for its original, as long as that is not here. */
  readonly placed: readonly PlacedFact[];
  /** The regions that keep a copy. */
  readonly copiedBy: readonly Region[];
  readonly paid: readonly ChargeFact[];
  readonly declined: readonly ChargeFact[];
  readonly released: readonly ReleasedFact[];
  readonly cancelled: readonly CancelledFact[];
  readonly refunded: readonly RefundedFact[];
  readonly uncharged: readonly ReceiptFact[];
  readonly refunding: readonly ReceiptFact[];
  /** What a later release says of it and this one cannot read: until this one can, nothing is done that cannot be taken back. */
  readonly unknown: readonly Item[];
}

const KINDS = [Placed, Paid, Declined, Released, Cancelled, Refunded, Uncharged, Refunding];

export function readOrderFacts(items: readonly Item[]): OrderFacts {
  const sorted = items.toSorted((left, right) => (left.stamp < right.stamp ? -1 : 1));
  const placed = Placed.readAll(sorted).map(({ item, data }): PlacedFact => ({ item, ...data }));
  return {
    placed: withCopiesForMissing(placed),
    copiedBy: copyHolders(placed),
    paid: Paid.readAll(sorted).map(({ item, data }) => ({ item, ...data })),
    declined: Declined.readAll(sorted).map(({ item, data }) => ({ item, ...data })),
    released: Released.readAll(sorted).map(({ item, data }) => ({ item, ...data })),
    cancelled: Cancelled.readAll(sorted).map(({ item, data }) => ({ item, ...data })),
    refunded: Refunded.readAll(sorted).map(({ item, data }) => ({ item, ...data })),
    uncharged: Uncharged.readAll(sorted).map(({ item, data }) => ({ item, ...data })),
    refunding: Refunding.readAll(sorted).map(({ item, data }) => ({ item, ...data })),
    unknown: sorted.filter((item) => !KINDS.some((kind) => kind.is(item))),
  };
}

export interface PlacedOrder {
  readonly orderId: string;
  readonly customer: string;
  readonly lines: readonly OrderLine[];
  readonly total: number;
  readonly currency: string;
  readonly fingerprint: string;
  readonly taken: readonly Taken[];
}

export function placedFact(order: PlacedOrder, region: Region): FactWrite {
  const data = {
    ...order,
    lines: order.lines.map((line) => ({ ...line })),
    taken: order.taken.map((taken) => ({ ...taken })),
  };
  return Placed.write({ key: orderFactKey(Placed, order, region), data, wake: ORDER_WAKE });
}

export interface ChargeResult {
  readonly orderId: string;
  readonly customer: string;
  readonly amount: number;
  readonly chargeId: string;
}

export function paidFact(result: ChargeResult, region: Region): FactWrite {
  return Paid.write({ key: orderFactKey(Paid, result, region), data: { ...result }, wake: ORDER_WAKE });
}

export function declinedFact(result: ChargeResult, region: Region): FactWrite {
  return Declined.write({ key: orderFactKey(Declined, result, region), data: { ...result }, wake: ORDER_WAKE });
}

/** Wakes nobody: whoever learns of it owes nothing by it. */
export function releasedFact(release: z.infer<typeof ReleasedData>, region: Region): FactWrite {
  return Released.write({ key: orderFactKey(Released, release, region), data: release });
}

/** Version 1 did not say from where: there was one shard of each product, and each line took from it. */
function takenFromOnlyShard(data: Data): Data {
  const { lines } = z.object({ lines: z.array(Line) }).parse(data);
  return { ...data, taken: lines.map(({ sku, quantity }) => ({ sku, shard: ONLY_SHARD_OF_OLD, quantity })) };
}
