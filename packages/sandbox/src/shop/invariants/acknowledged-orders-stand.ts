/** The promise that everything else is for: an order that its customer was told of is there, in every region, in the end. */
import type { Invariant } from "../invariant.ts";
import { acceptedTries, keyUses } from "../keys.ts";
import { shownOrder } from "../shown.ts";

export const acknowledgedOrdersStand: Invariant = {
  name: "acknowledged orders stand",
  promise: "An order that was acknowledged to its customer is never lost.",
  breaches: (evidence) =>
    keyUses(evidence).flatMap((use) => {
      const orderIds = new Set(acceptedTries(use).map(({ answer }) => shownOrder(answer?.body).id));
      return [...orderIds].flatMap((orderId) =>
        evidence.endings
          .filter(
            ({ orders }) => orders.get(orderId)?.placed.some(({ customer }) => customer === use.customer) !== true,
          )
          .map(({ region }) => ({ says: `${region} does not know ${orderId} of ${use.customer}`, about: orderId })),
      );
    }),
};
