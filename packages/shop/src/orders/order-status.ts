/**
 * What an order is, for every set of results that may have arrived of one that was placed. Facts only come and never go, and each line
 * stands no lower than the lines it grows from; so an order moves forward in every region, whatever comes in whatever order, and regions
 * that hold the same facts show the same. `docs/order-fold.md` is this table, with what it obliges to, made by a test.
 */
import { foldTable } from "@tandem/replication";

/**
 * Which facts this release knows and what it makes of them. A release that adds a fact, or ranks them otherwise, counts it up, and adds the
 * table of the one before to the test that reads both ways: for some hours both run over one table of facts.
 */
export const FOLD_VERSION = 2;

/** From the first to the last: an order only ever moves on. */
export const ORDER_STATUSES = ["placed", "paid", "declined", "cancelled", "refund-due", "refunded"] as const;
export type OrderStatus = (typeof ORDER_STATUSES)[number];

/** Money that was taken for an order that is not to be is due back; once it went back, that is the end. */
export const STATUS_TABLE = foldTable({
  facts: ["PAID", "DECLINED", "CANCELLED", "REFUNDED"],
  says: {
    "-": "placed",
    PAID: "paid",
    DECLINED: "declined",
    CANCELLED: "cancelled",
    REFUNDED: "refunded",
    "PAID DECLINED": "refund-due",
    "PAID CANCELLED": "refund-due",
    "PAID REFUNDED": "refunded",
    "DECLINED CANCELLED": "cancelled",
    "DECLINED REFUNDED": "refunded",
    "CANCELLED REFUNDED": "refunded",
    "PAID DECLINED CANCELLED": "refund-due",
    "PAID DECLINED REFUNDED": "refunded",
    "PAID CANCELLED REFUNDED": "refunded",
    "DECLINED CANCELLED REFUNDED": "refunded",
    "PAID DECLINED CANCELLED REFUNDED": "refunded",
  },
});

/** Whether an order that was `earlier` may have become `later`. */
export function isForward(earlier: OrderStatus, later: OrderStatus): boolean {
  return ORDER_STATUSES.indexOf(earlier) <= ORDER_STATUSES.indexOf(later);
}
