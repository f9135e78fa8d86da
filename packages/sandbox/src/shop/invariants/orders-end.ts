/** An order is a promise to have it decided: once all is healed, every order has its end, and it is the one the provider knows of. */
import type { Charge } from "../history.ts";
import type { Invariant } from "../invariant.ts";
import { lastLists } from "../last-looks.ts";
import { statusOf } from "../order-record.ts";

export const ordersEnd: Invariant = {
  name: "orders end",
  promise: "Every order ends paid or declined, as its charge did; with a refund due if it was both.",
  breaches(evidence) {
    const charges = Map.groupBy(evidence.charges, ({ orderId }) => orderId);
    const inItems = evidence.endings.flatMap(({ region, orders }) =>
      [...orders.values()].map((order) => ({ orderId: order.orderId, status: statusOf(order), where: region })),
    );
    const inLists = lastLists(evidence).flatMap(({ region, orders = [] }) =>
      orders.map(({ id, status }) => ({ orderId: id, status, where: `the API of ${region}` })),
    );
    return [...inItems, ...inLists].flatMap(({ orderId, status, where }) => {
      const end = endOf(charges.get(orderId) ?? []);
      if (status === end) return [];
      const says = end === undefined ? "and nobody asked for its charge" : `and its charge says ${end}`;
      return [
        { says: `${orderId} ends ${status ?? "without having been placed"} in ${where}, ${says}`, about: orderId },
      ];
    });
  },
};

function endOf(charges: readonly Charge[]): string | undefined {
  const statuses = new Set(charges.map(({ status }) => status));
  if (statuses.has("charged")) return statuses.has("declined") ? "refund-due" : "paid";
  return statuses.has("declined") ? "declined" : undefined;
}
