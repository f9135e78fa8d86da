/**
 * What one region's consistent reads show of an order only grows: it is not found, then placed, then paid, declined or cancelled, then
 * perhaps a refund is due, and made. Two answers are compared only if the later was asked for after the earlier was heard, in the same
 * region; another region may well know less. So what a region told before the order had come to it is no word of its own: it had
 * looked at another's replica, which may be ahead; and so is what it told somebody who carried a session.
 */
import type { Region } from "@tandem/kernel";
import { sortPrefix } from "@tandem/replication";
import type { Evidence } from "../evidence.ts";
import type { History } from "../history.ts";
import type { Breach, Invariant } from "../invariant.ts";
import { type Sight, sightsOf } from "../sights.ts";

export const ordersGoForward: Invariant = {
  name: "orders go forward",
  promise: "What a region has shown of an order it does not take back.",
  breaches({ tries, history }) {
    const arrivals = arrivalsOf(history);
    const carrying = carryingTries(history);
    const alone = tries.filter(({ operationId, number }) => !carrying.has(`${operationId}, try ${number}`));
    const own = alone.flatMap(sightsOf).filter((sight) => {
      const arrivedAt = arrivals.get(placeOf(sight)) ?? Number.POSITIVE_INFINITY;
      return sight.order === undefined || arrivedAt < sight.answeredAt;
    });
    const byPlace = Map.groupBy(own, placeOf);
    return [...byPlace].flatMap(([place, sights]) => goingBack(place, sights));
  },
};

/** Whoever carries a session is shown what other regions have as well, and the next who carries none is not. */
function carryingTries({ events }: History): ReadonlySet<string> {
  return new Set(
    events.flatMap((event) => (event.kind === "promised" && event.sentFrom !== undefined ? event.tryName : [])),
  );
}

const ORDER = "ORDER#";
const PLACED = sortPrefix("PLACED");

/** Where among all events each order first stood in each region. */
function arrivalsOf({ events }: Evidence["history"]): ReadonlyMap<string, number> {
  const arrivals = new Map<string, number>();
  for (const [index, event] of events.entries()) {
    if (event.kind !== "changed" || event.after?.sort.startsWith(PLACED) !== true) continue;
    const place = placeOf({ region: event.region, orderId: event.after.partition.slice(ORDER.length) });
    if (!arrivals.has(place)) arrivals.set(place, index);
  }
  return arrivals;
}

function placeOf({ region, orderId }: { readonly region: Region; readonly orderId: string }): string {
  return `${orderId} in ${region}`;
}

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

/** Whether an order that was shown as `earlier` may be shown as `later`; both may be that it is not found. */
export function mayFollow(earlier: string, later: string): boolean {
  return FOLLOWS[earlier]?.includes(later) === true;
}

function goingBack(place: string, sights: readonly Sight[]): readonly Breach[] {
  const heard = sights.toSorted((left, right) => left.answeredAt - right.answeredAt);
  return sights.flatMap((later) => {
    const earlier = heard.findLast(({ answeredAt }) => answeredAt < later.askedAt);
    if (earlier === undefined) return [];
    const [then, now] = [statusOf(earlier), statusOf(later)];
    if (mayFollow(then, now)) return [];
    return [{ says: `${place} was ${then}, and then ${now}`, about: later.orderId }];
  });
}

/** What a sight says of its order. */
export function statusOf({ order }: Sight): string {
  return order?.status ?? "not found";
}
