/**
 * Money goes back exactly where it was taken for an order that is not to be, all of it and once; and what an order says of its refund is what
 * the provider did. A refund is as little to be taken back as a charge.
 */
import type { Evidence } from "../evidence.ts";
import type { Refund } from "../history.ts";
import type { Breach, Invariant } from "../invariant.ts";
import type { OrderRecord } from "../order-record.ts";

export const refundedWhereDue: Invariant = {
  name: "refunded where due",
  promise: "What was charged for an order that is declined or cancelled goes back once, and nothing else does.",
  breaches(evidence) {
    const { refunds, endings } = evidence;
    const byOrder = Map.groupBy(refunds, ({ orderId }) => orderId);
    return [
      ...[...byOrder].flatMap(([orderId, all]) => wrongRefunds(evidence, orderId, all)),
      ...endings.flatMap(({ region, orders }) =>
        [...orders.values()].flatMap((order) => wrongReceipts(region, order, byOrder.get(order.orderId) ?? [])),
      ),
    ];
  },
};

function wrongRefunds({ charges, endings }: Evidence, orderId: string, refunds: readonly Refund[]): readonly Breach[] {
  const amounts = refunds.map(({ amount }) => amount).join(" and ");
  const breach = (why: string) => [{ says: `${orderId} was given back ${amounts}, ${why}`, about: orderId }];
  if (refunds.length > 1) return breach("which is once too often");
  const records = endings.flatMap(({ orders }) => orders.get(orderId) ?? []);
  if (!records.some(({ isCancelled, declined }) => isCancelled || declined.length > 0)) return breach("and stands");
  const taken = charges.filter((charge) => charge.orderId === orderId && charge.status === "charged");
  const isAll = taken.some(({ amount }) => amount === refunds[0]?.amount);
  return isAll ? [] : breach(`of ${taken.map(({ amount }) => amount).join(" and ") || "nothing"} that was charged`);
}

function wrongReceipts(region: string, order: OrderRecord, refunds: readonly Refund[]): readonly Breach[] {
  const { orderId, refunded } = order;
  const isMade = ({ refundId, amount }: { readonly refundId: string; readonly amount: number }) =>
    refunds.some((refund) => refund.refundId === refundId && refund.amount === amount);
  const invented = refunded.filter((receipt) => !isMade(receipt));
  const lost = refunds.filter(({ refundId }) => !refunded.some((receipt) => receipt.refundId === refundId));
  return [
    ...invented.map(({ refundId }) => ({
      says: `${orderId} has a refund ${refundId} in ${region}, which the provider does not know`,
      about: orderId,
    })),
    ...lost.map(({ refundId }) => ({
      says: `${refundId} of ${orderId} was made, and ${region} does not say so`,
      about: orderId,
    })),
  ];
}
