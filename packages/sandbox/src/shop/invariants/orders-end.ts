/** An order is a promise to have it decided: once all is healed, every order has its end, and it is the one the provider knows of. */
import type { Charge } from "../history.ts";
import type { Invariant } from "../invariant.ts";
import { lastLists } from "../last-looks.ts";
import { type OrderRecord, statusOf } from "../order-record.ts";

export const ordersEnd: Invariant = {
  name: "orders end",
  promise:
    "Every order ends paid or declined, as its charge did, or cancelled; and refunded if it was charged as well.",
  breaches(evidence) {
    const charges = Map.groupBy(evidence.charges, ({ orderId }) => orderId);
    const records = evidence.endings.flatMap(({ orders }) => [...orders.values()]);
    const cancelled = idsOf(records.filter(({ isCancelled }) => isCancelled));
    const declined = idsOf(records.filter((record) => record.declined.length > 0));
    const inItems = evidence.endings.flatMap(({ region, orders }) =>
      [...orders.values()].map((order) => ({ orderId: order.orderId, status: statusOf(order), where: region })),
    );
    const inLists = lastLists(evidence).flatMap(({ region, orders = [] }) =>
      orders.map(({ id, status }) => ({ orderId: id, status, where: `the API of ${region}` })),
    );
    return [...inItems, ...inLists].flatMap(({ orderId, status, where }) => {
      const said = { isCancelled: cancelled.has(orderId), isDeclined: declined.has(orderId) };
      const end = endOf(charges.get(orderId) ?? [], said);
      if (status === end) return [];
      const says = end === undefined ? "and nobody asked for its charge" : `and is to be ${end}`;
      return [
        { says: `${orderId} ends ${status ?? "without having been placed"} in ${where}, ${says}`, about: orderId },
      ];
    });
  },
};

function idsOf(records: readonly OrderRecord[]): ReadonlySet<string> {
  return new Set(records.map(({ orderId }) => orderId));
}

interface Said {
  readonly isCancelled: boolean;
  readonly isDeclined: boolean;
}

/** A provider may decline at first and charge the next attempt: the order is paid, unless somebody has said that it is declined. */
function endOf(charges: readonly Charge[], { isCancelled, isDeclined }: Said): string | undefined {
  const statuses = new Set(charges.map(({ status }) => status));
  if (statuses.has("charged")) return isDeclined || isCancelled ? "refunded" : "paid";
  if (isCancelled) return "cancelled";
  return statuses.has("declined") ? "declined" : undefined;
}
