/** What cannot be taken back is done once: the provider's own ledger is the witness, and the order as its customer sees it. */
import type { Invariant } from "../invariant.ts";
import { ordersAtLast } from "../last-looks.ts";

export const chargedOnce: Invariant = {
  name: "charged once",
  promise: "An order is charged at most once, and with the total that its customer is shown.",
  breaches(evidence) {
    const shown = ordersAtLast(evidence);
    const taken = evidence.charges.filter(({ status }) => status === "charged");
    return [...Map.groupBy(taken, ({ orderId }) => orderId)].flatMap(([orderId, charges]) => {
      const amounts = charges.map(({ amount }) => amount);
      if (amounts.length > 1) return [{ says: `${orderId} was charged ${amounts.join(" and ")}`, about: orderId }];
      const total = shown.get(orderId)?.total;
      if (total === undefined || amounts.includes(total)) return [];
      return [{ says: `${orderId} was charged ${amounts.join()}, and shows a total of ${total}`, about: orderId }];
    });
  },
};
