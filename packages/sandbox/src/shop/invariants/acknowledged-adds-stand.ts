/**
 * Whoever was told that something is in his cart finds it there, in every region, until he takes it out, buys it, or is forgotten; and then the
 * cart says so for as long as his key may be sent again.
 */
import { addIdOf, cartRecord } from "../cart-record.ts";
import type { Invariant } from "../invariant.ts";
import { itemsOf } from "../people-record.ts";
import { isDone, isOf } from "../try.ts";

export const acknowledgedAddsStand: Invariant = {
  name: "acknowledged adds stand",
  promise: "What was acknowledged to be in a cart is in it until somebody who saw it there removes or buys it.",
  breaches(evidence) {
    const adds = evidence.tries.filter(isOf("add-to-cart")).filter(isDone);
    return adds.flatMap(({ operation, operationId }) => {
      const { customer } = operation;
      const id = addIdOf(operation);
      return evidence.endings.flatMap(({ region, items }) => {
        const cart = cartRecord(itemsOf(items, `CART#${customer}`));
        const isThere =
          cart.adds.has(id) || cart.removed.has(id) || cart.bought.some(({ adds: all }) => all.includes(id));
        if (isThere) return [];
        return [{ says: `${operationId} was acknowledged, and ${region} knows nothing of ${id}`, about: customer }];
      });
    });
  },
};
