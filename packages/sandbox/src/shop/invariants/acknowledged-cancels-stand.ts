/**
 * Whoever was told that his order is cancelled counts on it: it ends cancelled, or refunded where a charge was quicker, and nothing of the
 * money stays. The provider's book is the witness. Nobody cancels what is another's.
 */
import type { Evidence } from "../evidence.ts";
import type { Breach, Invariant } from "../invariant.ts";
import { statusOf } from "../order-record.ts";
import { sum } from "../pieces.ts";
import { shownOrder } from "../shown.ts";
import { isDone, isOf } from "../try.ts";

export const acknowledgedCancelsStand: Invariant = {
  name: "acknowledged cancels stand",
  promise: "An order whose cancellation was acknowledged to its customer is never charged and kept.",
  breaches(evidence) {
    const acknowledged = evidence.tries.filter(isOf("cancel-order")).filter(isDone);
    const byOrder = Map.groupBy(acknowledged, ({ answer }) => shownOrder(answer?.body).id);
    return [...byOrder].flatMap(([orderId, tries]) => [
      ...standing(evidence, orderId),
      ...kept(evidence, orderId),
      ...ofOthers(evidence, orderId, new Set(tries.map(({ operation }) => operation.customer))),
    ]);
  },
};

const ENDED: ReadonlySet<string | undefined> = new Set(["cancelled", "refunded"]);

function standing({ endings }: Evidence, orderId: string): readonly Breach[] {
  return endings.flatMap(({ region, orders }) => {
    const order = orders.get(orderId);
    const status = order === undefined ? undefined : statusOf(order);
    if (order?.isCancelled === true && ENDED.has(status)) return [];
    return [{ says: `${orderId} was cancelled, and ends ${status ?? "unknown"} in ${region}`, about: orderId }];
  });
}

function kept({ charges, refunds }: Evidence, orderId: string): readonly Breach[] {
  const taken = charges.filter((charge) => charge.orderId === orderId && charge.status === "charged");
  const given = refunds.filter((refund) => refund.orderId === orderId);
  const left = sum(taken.map(({ amount }) => amount)) - sum(given.map(({ amount }) => amount));
  return left <= 0 ? [] : [{ says: `${orderId} was cancelled, and ${left} of its money stays`, about: orderId }];
}

function ofOthers({ endings }: Evidence, orderId: string, cancelledBy: ReadonlySet<string>): readonly Breach[] {
  const owners = new Set(
    endings.flatMap(({ orders }) => orders.get(orderId)?.placed ?? []).map(({ customer }) => customer),
  );
  const others = [...cancelledBy].filter((customer) => !owners.has(customer));
  return others.map((customer) => ({
    says: `${customer} cancelled ${orderId} of ${[...owners].join()}`,
    about: orderId,
  }));
}
