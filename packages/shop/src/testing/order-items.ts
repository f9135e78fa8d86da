/** Facts of one order as they would stand in a table, for tests that go through every set of them. */
import { type Region, region } from "@tandem/kernel";
import { type FactItem, type FactWrite, factItem, formatStamp } from "@tandem/replication";
import { declinedFact, paidFact, placedFact, releasedFact } from "../orders/order-facts.ts";
import { cancelledFact, refundedFact, refundingFact, unchargedFact } from "../orders/order-results.ts";
import { NOON_MS } from "./two-regions.ts";

export const ORDER_ID = "ord_0123456789abcdefghjkmnpq";
export const CUSTOMER = "ada";
const SKU = "LAMP";

export interface FactPlace {
  readonly region: Region;
  /** Milliseconds past noon. */
  readonly atMs: number;
}

export function placedItem(place: FactPlace, total: number): FactItem {
  const lines = [{ sku: SKU, quantity: 1, price: total }];
  const taken = [{ sku: SKU, shard: "0", quantity: 1 }];
  const fingerprint = `of-${total}`;
  const order = { orderId: ORDER_ID, customer: CUSTOMER, lines, total, currency: "USD", fingerprint, taken };
  return standing(placedFact(order, place.region), place);
}

export function paidItem(place: FactPlace, amount: number): FactItem {
  return standing(paidFact(chargeOf(amount), place.region), place);
}

export function declinedItem(place: FactPlace, amount: number): FactItem {
  return standing(declinedFact(chargeOf(amount), place.region), place);
}

export function releasedItem(place: FactPlace, why: "declined" | "cancelled" | "twin"): FactItem {
  return standing(releasedFact({ orderId: ORDER_ID, why }, place.region), place);
}

export function cancelledItem(place: FactPlace): FactItem {
  const cancellation = { orderId: ORDER_ID, customer: CUSTOMER, fingerprint: `of-${place.region}` };
  return standing(cancelledFact(cancellation, place.region), place);
}

export function refundedItem(place: FactPlace, amount: number): FactItem {
  const refund = { orderId: ORDER_ID, customer: CUSTOMER, amount, refundId: "ref_1" };
  return standing(refundedFact(refund, place.region), place);
}

export function refundingItem(place: FactPlace, amount: number): FactItem {
  return standing(refundingFact({ orderId: ORDER_ID, amount }, place.region), place);
}

export function unchargedItem(place: FactPlace): FactItem {
  return standing(unchargedFact({ orderId: ORDER_ID }, place.region), place);
}

/** Every set that can be made of `items`, from none to all. */
export function subsetsOf<T>(items: readonly T[]): readonly (readonly T[])[] {
  return Array.from({ length: 2 ** items.length }, (_, bits) => items.filter((_item, index) => bits & (1 << index)));
}

function chargeOf(amount: number) {
  return { orderId: ORDER_ID, customer: CUSTOMER, amount, chargeId: "chg_1" };
}

function standing(write: FactWrite, place: FactPlace): FactItem {
  const stamp = formatStamp({ ms: NOON_MS + place.atMs, counter: 0, region: region(place.region) });
  return factItem(write, { id: `cmt_${write.key.sort}`, stamp });
}
