/** Whoever was told that something is in his cart finds it there, in every region, until he takes it out, buys it, or is forgotten. */
import { addIdOf, cartRecord } from "../cart-record.ts";
import type { Invariant } from "../invariant.ts";
import { factsOf, idOf, itemsOf, turnsIn } from "../people-record.ts";
import { isDone, isOf } from "../try.ts";

export const acknowledgedAddsStand: Invariant = {
  name: "acknowledged adds stand",
  promise: "What was acknowledged to be in a cart is in it until somebody who saw it there removes or buys it.",
  breaches(evidence) {
    const adds = evidence.tries.filter(isOf("add-to-cart")).filter(isDone);
    if (adds.length === 0) return [];
    const carts = turnsIn(evidence, "CART#");
    return adds.flatMap(({ operation, operationId }) => {
      const { customer } = operation;
      const id = addIdOf(operation);
      const written = (carts.get(customer) ?? []).flatMap(({ after }) =>
        after === undefined ? [] : factsOf([after], "ADD"),
      );
      const stamps = written.filter((item) => idOf(item) === id).map(({ stamp }) => stamp);
      return evidence.endings.flatMap(({ region, items }) => {
        const cart = cartRecord(itemsOf(items, `CART#${customer}`));
        const isThere =
          cart.adds.has(id) || cart.removed.has(id) || cart.bought.some(({ adds: all }) => all.includes(id));
        if (isThere || (stamps.length > 0 && stamps.every((stamp) => stamp <= cart.voidUntil))) return [];
        return [{ says: `${operationId} was acknowledged, and ${region} knows nothing of ${id}`, about: customer }];
      });
    });
  },
};
