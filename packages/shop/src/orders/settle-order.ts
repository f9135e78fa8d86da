/**
 * What the facts of an order oblige one region to do, whoever wrote them and in whatever order they came: to give back the
 * stock it took for an order that is declined, or for a twin that does not stand; and, while no result is known, the
 * charge. Each obligation ends in a fact of the region's own, so asking again asks for nothing.
 *
 * A twin is only given up once a result is known: before that the other could still be the one that is charged. Two twins
 * never both give up for being the loser, since both judge by the same facts and one of the two stands.
 */
import type { Region } from "@tandem/kernel";
import { type Item, returnToEscrow, type Write } from "@tandem/replication";
import { escrowKey } from "../stock/stock.ts";
import { standingTwin, statusOf } from "./fold-order.ts";
import { orderEntryKey } from "./order-entry.ts";
import { type OrderFacts, type PlacedFact, readOrderFacts, releasedFact } from "./order-facts.ts";

/** The charge an order is owed; its key at the provider is the order's id, so it is one charge whoever asks for it. */
export interface ChargeDue {
  readonly kind: "charge";
  readonly orderId: string;
  readonly customer: string;
  readonly amount: number;
}

export interface OrderObligations {
  readonly writes: readonly Write[];
  readonly effect: ChargeDue | undefined;
  /** 1 if this region's twin is given up, which the charge has decided; the region whose twin stands counts nothing. */
  readonly conflicts: number;
}

export function settleOrder(items: readonly Item[], region: Region): OrderObligations {
  const facts = readOrderFacts(items);
  const standing = standingTwin(facts);
  if (standing === undefined) return { writes: [], effect: undefined, conflicts: 0 };
  const own = facts.placed.find(({ item }) => item.region === region);
  const isReleased = facts.released.some(({ item }) => item.region === region);
  const why = own === undefined || isReleased ? undefined : reasonToRelease(facts, own, standing);
  return {
    writes: own === undefined || why === undefined ? [] : release(own, why),
    effect: statusOf(facts) === "placed" ? chargeFor(standing) : undefined,
    conflicts: why === "twin" ? 1 : 0,
  };
}

function reasonToRelease(facts: OrderFacts, own: PlacedFact, standing: PlacedFact): "declined" | "twin" | undefined {
  if (facts.declined.length > 0) return "declined";
  return facts.paid.length > 0 && own !== standing ? "twin" : undefined;
}

function release(own: PlacedFact, why: "declined" | "twin"): readonly Write[] {
  const region = own.item.region;
  const returned = own.taken.map((taken) => returnToEscrow(escrowKey(taken, region), taken.quantity));
  const entry: readonly Write[] = why === "twin" ? [{ type: "erase", key: orderEntryKey(own) }] : [];
  return [releasedFact({ orderId: own.orderId, why }, region), ...returned, ...entry];
}

function chargeFor(standing: PlacedFact): ChargeDue {
  const { orderId, customer, total } = standing;
  return { kind: "charge", orderId, customer, amount: total };
}
