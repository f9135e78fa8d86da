/**
 * What one region's consistent reads show of an order only grows: it is not found, then placed, then paid, declined or
 * cancelled, then perhaps a refund is due, and made. Two answers are compared only if the later was asked for after the earlier was heard, in the same region; another region
 * may well know less.
 */
import type { Breach, Invariant } from "../invariant.ts";
import { type Sight, sightsOf } from "../sights.ts";

export const ordersGoForward: Invariant = {
  name: "orders go forward",
  promise: "What a region has shown of an order it does not take back.",
  breaches({ tries }) {
    const byPlace = Map.groupBy(tries.flatMap(sightsOf), ({ region, orderId }) => `${orderId} in ${region}`);
    return [...byPlace].flatMap(([place, sights]) => goingBack(place, sights));
  },
};

/** What may follow a status, itself included. */
const FOLLOWS: Readonly<Record<string, readonly string[]>> = {
  "not found": ["not found", "placed", "paid", "declined", "cancelled", "refund-due", "refunded"],
  placed: ["placed", "paid", "declined", "cancelled", "refund-due", "refunded"],
  paid: ["paid", "refund-due", "refunded"],
  declined: ["declined", "cancelled", "refund-due", "refunded"],
  cancelled: ["cancelled", "refund-due", "refunded"],
  "refund-due": ["refund-due", "refunded"],
  refunded: ["refunded"],
};

function goingBack(place: string, sights: readonly Sight[]): readonly Breach[] {
  const heard = sights.toSorted((left, right) => left.answeredAt - right.answeredAt);
  return sights.flatMap((later) => {
    const earlier = heard.findLast(({ answeredAt }) => answeredAt < later.askedAt);
    if (earlier === undefined) return [];
    const [then, now] = [statusOf(earlier), statusOf(later)];
    if (FOLLOWS[then]?.includes(now) === true) return [];
    return [{ says: `${place} was ${then}, and then ${now}`, about: later.orderId }];
  });
}

function statusOf({ order }: Sight): string {
  return order?.status ?? "not found";
}
