/** What cannot be taken back is done once: the provider's own ledger is the witness. */
import type { Invariant } from "../invariant.ts";

export const chargedOnce: Invariant = {
  name: "charged once",
  promise: "An order is charged at most once.",
  breaches({ charges }) {
    const taken = charges.filter(({ status }) => status === "charged");
    return [...Map.groupBy(taken, ({ orderId }) => orderId)]
      .filter(([, all]) => all.length > 1)
      .map(([orderId, all]) => {
        const amounts = all.map(({ amount }) => amount).join(" and ");
        return { says: `${orderId} was charged ${amounts}`, about: orderId };
      });
  },
};
