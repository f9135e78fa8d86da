/**
 * Whoever was told no goes and buys elsewhere: the order must not turn up afterwards. Only a key whose every try was refused is judged;
 * a refusal that came after a try without an answer says nothing about that try.
 */
import type { Invariant } from "../invariant.ts";
import { isRefusedForGood, keyUses } from "../keys.ts";

export const refusalsStand: Invariant = {
  name: "refusals stand",
  promise: "An order that was refused to its customer never comes to be, and is never charged.",
  breaches(evidence) {
    const placed = new Map(evidence.endings.flatMap(({ orders }) => [...orders]));
    const charged = new Set(evidence.charges.map(({ orderId }) => orderId));
    return keyUses(evidence)
      .filter(isRefusedForGood)
      .flatMap(({ customer, orderId }) => {
        const isPlaced = (placed.get(orderId)?.placed.length ?? 0) > 0;
        if (!isPlaced && !charged.has(orderId)) return [];
        const what = isPlaced ? "stands" : "was charged";
        return [{ says: `${orderId} was refused to ${customer} each time, and ${what}`, about: orderId }];
      });
  },
};
