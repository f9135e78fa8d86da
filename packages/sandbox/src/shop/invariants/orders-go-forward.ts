/**
 * What one region's consistent reads show of an order only grows: it is not found, then placed, then paid or declined, then perhaps a
 * refund is due. Two answers are compared only if the later was asked for after the earlier was heard, in the same region; another region
 * may well know less.
 */
import type { Region } from "@tandem/kernel";
import type { Breach, Invariant } from "../invariant.ts";
import { type ShownOrder, shownOrder, shownPage } from "../shown.ts";
import { isDone, type Try } from "../try.ts";

export const ordersGoForward: Invariant = {
  name: "orders go forward",
  promise: "What a region has shown of an order it does not take back.",
  breaches({ tries }) {
    const byPlace = Map.groupBy(tries.flatMap(sightsOf), ({ region, orderId }) => `${orderId} in ${region}`);
    return [...byPlace].flatMap(([place, sights]) => goingBack(place, sights));
  },
};

interface Sight {
  readonly region: Region;
  readonly orderId: string;
  readonly order: ShownOrder | undefined;
  readonly askedAt: number;
  readonly answeredAt: number;
}

/** What may follow a status, itself included. */
const FOLLOWS: Readonly<Record<string, readonly string[]>> = {
  "not found": ["not found", "placed", "paid", "declined", "refund-due"],
  placed: ["placed", "paid", "declined", "refund-due"],
  paid: ["paid", "refund-due"],
  declined: ["declined", "refund-due"],
  "refund-due": ["refund-due"],
};

function goingBack(place: string, sights: readonly Sight[]): readonly Breach[] {
  const heard = sights.toSorted((left, right) => left.answeredAt - right.answeredAt);
  return sights.flatMap((later) => {
    const earlier = heard.findLast(({ answeredAt }) => answeredAt < later.askedAt);
    if (earlier === undefined) return [];
    const [then, now] = [nameOf(earlier), nameOf(later)];
    const isForward = FOLLOWS[then]?.includes(now) === true;
    if (isForward && !isRepriced(earlier, later)) return [];
    const says = isForward ? `changed its total after it was ${then}` : `was ${then}, and then ${now}`;
    return [{ says: `${place} ${says}`, about: later.orderId }];
  });
}

/** Which twin stands may change until the charge has decided, and never afterwards. */
function isRepriced(earlier: Sight, later: Sight): boolean {
  return earlier.order?.status === "paid" && earlier.order.total !== later.order?.total;
}

function nameOf({ order }: Sight): string {
  return order?.status ?? "not found";
}

function sightsOf(tried: Try): readonly Sight[] {
  const { region, operation, answer, askedAt, answeredAt, orderId: asked } = tried;
  if (answer === undefined) return [];
  const sight = (orderId: string, order: ShownOrder | undefined) => ({ region, orderId, order, askedAt, answeredAt });
  const seen = (order: ShownOrder) => sight(order.id, order);
  switch (operation.kind) {
    case "place-order":
      return isDone(tried) ? [seen(shownOrder(answer.body))] : [];
    case "read-order":
      if (isDone(tried)) return [seen(shownOrder(answer.body))];
      return answer.status === 404 && asked !== undefined ? [sight(asked, undefined)] : [];
    case "list-orders":
      return isDone(tried) ? shownPage(answer.body, shownOrder).items.map(seen) : [];
    default:
      return [];
  }
}
