/**
 * The shop behind delivery's product port: what an order owes, and how its charge is made. The provider is asked for a
 * charge of this order before a new one is made: its key makes a second try harmless only for as long as it remembers keys,
 * and nobody here can know that a try is the first, since one that died left nothing behind.
 */
import type { Performed, ProductPort } from "@tandem/delivery";
import { type Hazard, noHazard } from "@tandem/kernel";
import type { ShopHazard } from "./hazards.ts";
import { declinedFact, paidFact } from "./orders/order-facts.ts";
import { type ChargeDue, settleOrder } from "./orders/settle-order.ts";
import type { FoundCharge, Payments } from "./payments.ts";

export const orderSettlement: Pick<ProductPort<ChargeDue>, "settle"> = {
  settle: ({ items, region }) => settleOrder(items, region),
};

export function createOrderWork(payments: Payments, hazard: Hazard<ShopHazard> = noHazard): ProductPort<ChargeDue> {
  return {
    ...orderSettlement,
    async perform(due) {
      const earlier = await payments.findCharge(due.orderId);
      if (earlier.kind !== "none") return result(due, earlier);
      await hazard("charge.before-charge");
      const answer = await payments.charge({ orderId: due.orderId, amount: due.amount });
      await hazard("charge.after-charge");
      if (answer.kind !== "key-used-otherwise") return result(due, answer);
      const found = await payments.findCharge(due.orderId);
      if (found.kind !== "none") return result(due, found);
      return { kind: "later", why: `the provider has used the key of ${due.orderId} and lists no charge for it` };
    },
  };
}

function result(due: ChargeDue, answer: Exclude<FoundCharge, { readonly kind: "none" }>): Performed {
  if (answer.kind === "later") return answer;
  const { chargeId, amount } = answer;
  const charge = { orderId: due.orderId, customer: due.customer, amount, chargeId };
  const fact = answer.kind === "charged" ? paidFact : declinedFact;
  return { kind: "done", facts: (region) => [fact(charge, region)] };
}
