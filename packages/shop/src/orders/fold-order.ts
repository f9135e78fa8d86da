/**
 * An order as it now stands: a function of the set of facts that have arrived, whatever their order and however often.
 * Each fact can only add to what is known, so regions that hold the same facts show the same order.
 *
 *     PAID  DECLINED   status
 *      -       -       placed
 *      x       -       paid
 *      -       x       declined
 *      x       x       refund-due: the money was taken for an order whose stock is given back
 *
 * The same key used in two regions gives twins, two PLACED of one order. The charge decides: the twin whose total the
 * provider took stands; of equal totals, or while nothing is charged, the one with the lowest stamp. A charge can arrive
 * before the twin that it was made for: until that one is here, the order is shown as placed, and never as paid at a price
 * that nobody took.
 */
import type { Region } from "@tandem/kernel";
import { type Item, stampTime } from "@tandem/replication";
import { type OrderFacts, type PlacedFact, readOrderFacts } from "./order-facts.ts";
import type { OrderLine } from "./order-lines.ts";

export type OrderStatus = "placed" | "paid" | "declined" | "refund-due";

export interface Order {
  readonly id: string;
  readonly customer: string;
  readonly status: OrderStatus;
  readonly lines: readonly OrderLine[];
  readonly total: number;
  readonly currency: string;
  readonly placedAt: string;
  readonly region: Region;
  readonly history: readonly OrderEvent[];
}

export interface OrderEvent {
  readonly status: OrderStatus;
  readonly at: string;
  readonly region: Region;
}

/** The order, or undefined while no PLACED of it has arrived: a result alone is no order yet. */
export function foldOrder(items: readonly Item[]): Order | undefined {
  const facts = withoutStrayCharge(readOrderFacts(items));
  const placed = standingTwin(facts);
  if (placed === undefined) return undefined;
  return {
    id: placed.orderId,
    customer: placed.customer,
    status: statusOf(facts),
    lines: placed.lines,
    total: placed.total,
    currency: placed.currency,
    placedAt: stampTime(placed.item.stamp),
    region: placed.item.region,
    history: historyOf(facts, placed),
  };
}

/** What is known of a charge whose order is still on its way. */
function withoutStrayCharge(facts: OrderFacts): OrderFacts {
  const charged = facts.paid[0]?.amount;
  return facts.placed.some(({ total }) => total === charged) ? facts : { ...facts, paid: [] };
}

export function statusOf({ paid, declined }: OrderFacts): OrderStatus {
  if (paid.length > 0) return declined.length > 0 ? "refund-due" : "paid";
  return declined.length > 0 ? "declined" : "placed";
}

/** The PLACED that counts. Facts come by stamp, so the first of equals is the lowest. */
export function standingTwin({ placed, paid }: OrderFacts): PlacedFact | undefined {
  const charged = paid[0]?.amount;
  return placed.find(({ total }) => total === charged) ?? placed[0];
}

/** Each status the order went through, once, by the fact that came first. */
function historyOf(facts: OrderFacts, placed: PlacedFact): readonly OrderEvent[] {
  const first = [facts.paid[0], facts.declined[0]].flatMap((fact) => (fact === undefined ? [] : [fact.item]));
  const results = first.toSorted((left, right) => (left.stamp < right.stamp ? -1 : 1));
  const events = results.map((item, index): OrderEvent => {
    const isPaid = item === facts.paid[0]?.item;
    const status = index > 0 ? "refund-due" : isPaid ? "paid" : "declined";
    return { status, at: stampTime(item.stamp), region: item.region };
  });
  return [{ status: "placed", at: stampTime(placed.item.stamp), region: placed.item.region }, ...events];
}
