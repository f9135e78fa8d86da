/**
 * Whoever reads that his order is paid reads what he has paid: lines and total are those of the twin that was charged, also while that
 * twin is still on its way to the region that is asked.
 */
import type { Invariant } from "../invariant.ts";
import { sightsOf } from "../sights.ts";

export const paidShowsWhatWasTaken: Invariant = {
  name: "paid shows what was taken",
  promise: "An order that is shown as paid shows the total that was charged.",
  breaches({ tries, charges }) {
    const taken = new Map(
      charges.filter(({ status }) => status === "charged").map((charge) => [charge.orderId, charge]),
    );
    return tries.flatMap(sightsOf).flatMap(({ region, orderId, order }) => {
      const amount = taken.get(orderId)?.amount;
      if (order?.status !== "paid" || amount === undefined || amount === order.total) return [];
      const says = `${orderId} was charged ${amount}, and ${region} showed it as paid with a total of ${order.total}`;
      return [{ says, about: orderId }];
    });
  },
};
