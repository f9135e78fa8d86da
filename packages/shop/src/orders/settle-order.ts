/**
 * What the facts of an order oblige one region to do, whoever wrote them and in whatever order they came: to give back the
 * stock it took for an order that is declined or cancelled, or for a twin that does not stand; to see to the refund of what
 * was taken for an order that is not to be; and, while nothing else is known, the charge. Each obligation ends in a fact of
 * the region's own, so asking again asks for nothing.
 *
 * A twin is only given up once a result is known: before that the other could still be the one that is charged. Two twins
 * never both give up for being the loser, since both judge by the same facts and one of the two stands.
 *
 * A charge and a cancellation may not know of each other: in two regions, or in one, where the charge was under way. Then
 * both facts stand in the end, wherever they meet the refund is due, and its key at the provider makes it one. What was taken
 * by somebody who died before he could say so is found by the check (`order-effects.ts`).
 */
import { promise } from "@tandem/delivery";
import type { Region } from "@tandem/kernel";
import { type Item, returnToEscrow, type Stamp, stampMs, type Write } from "@tandem/replication";
import { boughtKey } from "../cart/cart-items.ts";
import { type Decided, recordConflict } from "../conflicts/conflict.ts";
import { escrowKey } from "../stock/stock.ts";
import { standingTwin, statusOf } from "./fold-order.ts";
import { isOriginal } from "./order-copy.ts";
import type { OrderEffect, RefundDue } from "./order-effects.ts";
import { orderEntryKey } from "./order-entry.ts";
import { type OrderFacts, orderPartition, type PlacedFact, readOrderFacts, releasedFact } from "./order-facts.ts";
import { refundingFact } from "./order-results.ts";

export interface OrderObligations {
  readonly writes: readonly Write[];
  readonly effect: OrderEffect | undefined;
  /** 1 if this region's twin is given up, which the charge has decided; the region whose twin stands counts nothing. */
  readonly conflicts: number;
}

export interface OrderSettling {
  readonly items: readonly Item[];
  /** Whose obligations are asked for. */
  readonly region: Region;
  /** Of what is written now. */
  readonly stamp: Stamp;
}

const NOTHING: OrderObligations = { writes: [], effect: undefined, conflicts: 0 };

export function settleOrder({ items, region, stamp }: OrderSettling): OrderObligations {
  const facts = readOrderFacts(items);
  const standing = standingTwin(facts);
  if (standing === undefined) return NOTHING;
  const effect = effectOf(facts, { standing, region, stamp });
  if (facts.unknown.length > 0) return { ...NOTHING, effect: effect === undefined ? undefined : waitFor(facts) };
  const own = facts.placed.find((fact) => fact.item.region === region && isOriginal(fact));
  const isReleased = facts.released.some(({ item }) => item.region === region);
  const why = own === undefined || isReleased ? undefined : reasonToRelease(facts, own, standing);
  const released = own === undefined || why === undefined ? [] : release(own, { why, standing });
  const isLetGo = facts.copiedBy.includes(region) && facts.cancelled.length > 0 && !isReleased;
  const letGo = isLetGo ? [releasedFact({ orderId: standing.orderId, why: "cancelled" }, region)] : [];
  const isPromised = facts.refunding.some(({ item }) => item.region === region);
  const promised = effect?.kind !== "refund" || isPromised ? [] : promiseRefund(effect, { region, stamp });
  return { writes: [...released, ...letGo, ...promised], effect, conflicts: why === "twin" ? 1 : 0 };
}

type ReasonToRelease = "declined" | "cancelled" | "twin";

function reasonToRelease(facts: OrderFacts, own: PlacedFact, standing: PlacedFact): ReasonToRelease | undefined {
  if (facts.declined.length > 0) return "declined";
  if (facts.cancelled.length > 0) return "cancelled";
  return facts.paid.length > 0 && own !== standing ? "twin" : undefined;
}

function release(
  own: PlacedFact,
  { why, standing }: { readonly why: ReasonToRelease; readonly standing: PlacedFact },
): readonly Write[] {
  const region = own.item.region;
  const returned = own.taken.map((taken) => returnToEscrow(escrowKey(taken, region), taken.quantity));
  const given: readonly Write[] = why === "twin" ? giveUp(own, standing) : [];
  return [releasedFact({ orderId: own.orderId, why }, region), ...returned, ...given];
}

/**
 * A twin that does not stand is in no list, what it took out of a cart is there again unless the other took it as well, and people are
 * told: once, since RELEASED is written once.
 */
function giveUp(own: PlacedFact, standing: PlacedFact): readonly Write[] {
  const region = own.item.region;
  const keys = [orderEntryKey(own), boughtKey(own, region)];
  const decided: Decided = {
    kind: "order-twins",
    subject: own.orderId,
    winner: { stamp: standing.item.stamp, value: { total: standing.total } },
    loser: { stamp: own.item.stamp, value: { total: own.total } },
    reason: "Two regions took on one order: the one whose total was charged stands, and of equal ones the earlier.",
  };
  return [...keys.map((key) => ({ type: "erase", key }) as const), recordConflict(decided, region)];
}

/** What is next to be done at the provider, whichever region does it. */
function effectOf(
  facts: OrderFacts,
  { standing, region, stamp }: { readonly standing: PlacedFact; readonly region: Region; readonly stamp: Stamp },
): OrderEffect | undefined {
  const { orderId, customer, total } = standing;
  switch (statusOf(facts)) {
    case "placed":
      return { kind: "charge", orderId, customer, amount: total };
    case "refund-due":
      return { kind: "refund", orderId, customer, amount: facts.paid[0]?.amount ?? 0 };
    case "cancelled": {
      const isLookedAfter = facts.uncharged.some(({ item }) => item.region === region);
      const isDecided = facts.declined.length > 0 || isLookedAfter;
      const knownMs = stampMs(learned(facts, region) ?? stamp);
      return isDecided ? undefined : { kind: "check-charge", orderId, customer, knownMs };
    }
    default:
      return undefined;
  }
}

/**
 * When a region acted on a cancellation for the first time: it gave back what it had taken, or let its copy go, for which it had taken
 * nothing and may have begun a charge. Undefined if it acts now. One that has neither has begun no charge of its own; if it took over
 * another's work, it goes by the cancellation itself.
 */
function learned({ placed, copiedBy, released, cancelled }: OrderFacts, region: Region): Stamp | undefined {
  const own = released.find(({ item }) => item.region === region);
  const isTaker = placed.some(({ item }) => item.region === region) || copiedBy.includes(region);
  return own?.item.stamp ?? (isTaker ? undefined : cancelled[0]?.item.stamp);
}

/** The promise lies in the outbox of each region in which the facts meet: the first that is heard does it for all. */
function promiseRefund(
  { orderId, amount }: RefundDue,
  { region, stamp }: { readonly region: Region; readonly stamp: Stamp },
): readonly Write[] {
  const promised = promise({ region, record: orderPartition(orderId), event: "refund", stamp });
  return [refundingFact({ orderId, amount }, region), promised];
}

function waitFor({ unknown }: OrderFacts): OrderEffect {
  const names = unknown.map(({ sort }) => sort).join(", ");
  return { kind: "wait", why: `a later release says ${names} of it: deploy that release here` };
}
