/**
 * An order as it now stands: a function of the set of facts that have arrived, whatever their order and however often.
 * Each fact can only add to what is known, so regions that hold the same facts show the same order. Which status follows
 * from which facts is the table in `order-status.ts`; RELEASED, UNCHARGED and REFUNDING say what a region has done, and
 * change nothing of what the order is.
 *
 * The same key used in two regions gives twins, two PLACED of one order. The charge decides: the twin whose total the
 * provider took stands; of equal totals, or while nothing is charged, the one with the lowest stamp. A charge can arrive
 * before the twin that it was made for: until that one is here, the order is shown as placed, and never as paid at a price
 * that nobody took. Once it is to go back it is shown all the same: whose money is due is to know of it.
 */
import type { Region } from "@tandem/kernel";
import { compareStamps, type FactItem, type Item, stampTime } from "@tandem/replication";
import { type OrderFacts, type PlacedFact, readOrderFacts } from "./order-facts.ts";
import type { OrderLine } from "./order-lines.ts";
import { type OrderStatus, STATUS_TABLE } from "./order-status.ts";

export type { OrderStatus } from "./order-status.ts";

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

/** What is known of a charge whose order is still on its way, as long as it seems that the money is kept. */
function withoutStrayCharge(facts: OrderFacts): OrderFacts {
  const charged = facts.paid[0]?.amount;
  const isShown = statusOf(facts) !== "paid" || facts.placed.some(({ total }) => total === charged);
  return isShown ? facts : { ...facts, paid: [] };
}

export function statusOf(facts: OrderFacts): OrderStatus {
  return STATUS_TABLE.of(firstResults(facts).map(({ name }) => name));
}

/** The PLACED that counts. Facts come by stamp, so the first of equals is the lowest. */
export function standingTwin({ placed, paid }: OrderFacts): PlacedFact | undefined {
  const charged = paid[0]?.amount;
  return placed.find(({ total }) => total === charged) ?? placed[0];
}

interface Result {
  readonly name: string;
  readonly item: FactItem;
}

/** The earliest of each, by stamp. */
function firstResults({ paid, declined, cancelled, refunded }: OrderFacts): readonly Result[] {
  const byName = { PAID: paid, DECLINED: declined, CANCELLED: cancelled, REFUNDED: refunded };
  return Object.entries(byName)
    .flatMap(([name, [first]]) => (first === undefined ? [] : [{ name, item: first.item }]))
    .toSorted((left, right) => compareStamps(left.item.stamp, right.item.stamp));
}

/** Each status the order went through, once, by the fact that brought it. */
function historyOf(facts: OrderFacts, placed: PlacedFact): readonly OrderEvent[] {
  const events: OrderEvent[] = [eventOf("placed", placed.item)];
  const known: string[] = [];
  for (const { name, item } of firstResults(facts)) {
    known.push(name);
    const status = STATUS_TABLE.of(known);
    if (status !== events.at(-1)?.status) events.push(eventOf(status, item));
  }
  return events;
}

function eventOf(status: OrderStatus, item: FactItem): OrderEvent {
  return { status, at: stampTime(item.stamp), region: item.region };
}
