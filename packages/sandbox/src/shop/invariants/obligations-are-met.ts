/** Whoever learns of an obligation meets it: when all is at rest, nobody owes anything. */
import type { Ending } from "../evidence.ts";
import type { Breach, Invariant } from "../invariant.ts";
import { type OrderRecord, type Placed, standingTwin, statusOf } from "../order-record.ts";

export const obligationsAreMet: Invariant = {
  name: "obligations are met",
  promise:
    "In the end no work is waiting, and whoever took stock for an order that does not hold it has given it back.",
  breaches: ({ endings }) =>
    endings.flatMap((ending) => [
      ...waitingWork(ending),
      ...[...ending.orders.values()].flatMap((order) => wrongReleases(ending, order)),
    ]),
};

function waitingWork({ region, items }: Ending): readonly Breach[] {
  return items
    .filter(({ partition }) => partition.startsWith("OUTBOX#"))
    .map((item) => {
      const record = item.kind === "counter" ? undefined : item.data["record"];
      const about = typeof record === "string" ? record.split("#")[1] : undefined;
      return { says: `work of ${item.region} still waits in ${region}: ${item.sort}`, about };
    });
}

function wrongReleases({ region: where }: Ending, order: OrderRecord): readonly Breach[] {
  return order.placed.flatMap((twin) => {
    const isReleased = order.released.has(twin.region);
    if (isReleased === isToBeReleased(order, twin)) return [];
    const says = isReleased ? "has given back the stock of" : "still holds the stock of";
    return [{ says: `${twin.region} ${says} ${order.orderId}, as ${where} knows it`, about: order.orderId }];
  });
}

/** Of an order that is paid only the twin that stands keeps its stock; of one that is declined, none; before that, all. */
function isToBeReleased(order: OrderRecord, twin: Placed): boolean {
  switch (statusOf(order)) {
    case "paid":
      return twin !== standingTwin(order);
    case "placed":
      return false;
    default:
      return true;
  }
}
