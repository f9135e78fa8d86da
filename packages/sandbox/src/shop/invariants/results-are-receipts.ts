/** The result fact is the receipt of an effect: there is none that did not happen, and none happens without leaving one. */
import type { Charge } from "../history.ts";
import type { Breach, Invariant } from "../invariant.ts";
import type { ChargeResult, OrderRecord } from "../order-record.ts";

export const resultsAreReceipts: Invariant = {
  name: "results are receipts",
  promise: "What an order says of its charge is what the provider did, and whatever the provider did is said.",
  breaches({ charges, endings }) {
    return endings.flatMap(({ region, orders }) => [
      ...[...orders.values()].flatMap((order) => inventedResults(order, charges).map(inRegion(region))),
      ...charges
        .filter((charge) => !isOvertaken(charge, charges))
        .flatMap((charge) => lostReceipt(charge, orders.get(charge.orderId)).map(inRegion(region))),
    ]);
  },
};

function inventedResults(order: OrderRecord, charges: readonly Charge[]): readonly Breach[] {
  const isTrue = (status: Charge["status"]) => (result: ChargeResult) =>
    charges.some(
      (charge) =>
        charge.chargeId === result.chargeId &&
        charge.orderId === order.orderId &&
        charge.amount === result.amount &&
        charge.status === status,
    );
  const invented = [
    ...order.paid.filter((result) => !isTrue("charged")(result)),
    ...order.declined.filter((result) => !isTrue("declined")(result)),
  ];
  return invented.map(({ chargeId, amount }) => ({
    says: `${order.orderId} has a result of ${chargeId} over ${amount}, which the provider does not know`,
    about: order.orderId,
  }));
}

/** Where a provider declines at first and charges the next attempt, whoever asks afterwards hears of the charge. */
function isOvertaken({ orderId, status }: Charge, charges: readonly Charge[]): boolean {
  return status === "declined" && charges.some((other) => other.orderId === orderId && other.status === "charged");
}

function lostReceipt({ chargeId, orderId, status }: Charge, order: OrderRecord | undefined): readonly Breach[] {
  const results = status === "charged" ? order?.paid : order?.declined;
  if (results?.some((result) => result.chargeId === chargeId) === true) return [];
  return [{ says: `${chargeId} of ${orderId} was ${status}, and no fact says so`, about: orderId }];
}

function inRegion(region: string): (breach: Breach) => Breach {
  return ({ says, about }) => ({ says: `${says} in ${region}`, about });
}
