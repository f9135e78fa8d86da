/**
 * A customer's list is how he finds what he bought. At the end it holds all of it; before, an order that was taken on in one region only
 * is in that region's list at once, and no page shows an order twice.
 */
import type { Evidence } from "../evidence.ts";
import type { Breach, Invariant } from "../invariant.ts";
import { acceptedTries, keyUses, regionsOf } from "../keys.ts";
import { lastLists, type OrderList, orderLists } from "../last-looks.ts";
import { type ShownOrder, shownOrder, shownPage } from "../shown.ts";
import { isDone, isOf } from "../try.ts";

export const listsHoldEachOrderOnce: Invariant = {
  name: "lists hold each order once",
  promise: "A customer's list holds each of his orders once, newest first.",
  breaches: (evidence) => [
    ...pagesWithFaults(evidence),
    ...lastLists(evidence).flatMap((list) => atTheEnd(evidence, list)),
    ...missedAtOnce(evidence),
  ],
};

function pagesWithFaults({ tries }: Evidence): readonly Breach[] {
  return tries.filter(isOf("list-orders")).flatMap((tried) => {
    if (!isDone(tried)) return [];
    const { items } = shownPage(tried.answer?.body, shownOrder);
    const where = `${tried.operationId} in ${tried.region}`;
    const isInOrder = items.every(
      (order, index) => index === 0 || (items[index - 1]?.placedAt ?? "") >= order.placedAt,
    );
    return [
      ...twice(items).map((id) => ({ says: `${where} lists ${id} twice`, about: id })),
      ...(isInOrder ? [] : [{ says: `${where} does not list the newest first`, about: undefined }]),
    ];
  });
}

function atTheEnd({ endings }: Evidence, { region, customer, orders }: OrderList): readonly Breach[] {
  const ending = endings.find((one) => one.region === region);
  if (orders === undefined || ending === undefined) return [];
  const placed = [...ending.orders.values()].filter(({ placed: twins }) => twins[0]?.customer === customer);
  const expected = placed.map(({ orderId }) => orderId);
  const listed = new Set(orders.map(({ id }) => id));
  const missing = expected.filter((id) => !listed.has(id));
  const added = [...listed].filter((id) => !expected.includes(id));
  const where = `the list of ${customer} in ${region}`;
  return [
    ...missing.map((id) => ({ says: `${where} leaves out ${id}`, about: id })),
    ...added.map((id) => ({ says: `${where} shows ${id}, which is not there`, about: id })),
    ...twice(orders).map((id) => ({ says: `${where} shows ${id} on two pages`, about: id })),
  ];
}

/** Twins may hide each other while one of them is still on its way, so only keys that were used in one region are judged. */
function missedAtOnce(evidence: Evidence): readonly Breach[] {
  const uses = keyUses(evidence).filter((use) => regionsOf(use).size === 1);
  const before = evidence.tries.filter(({ askedMs }) => askedMs < evidence.history.restedMs);
  return orderLists(before).flatMap(({ region, customer, operationId, askedAt, orders }) => {
    if (orders === undefined) return [];
    const listed = new Set(orders.map(({ id }) => id));
    return uses
      .filter((use) => use.customer === customer && regionsOf(use).has(region) && !listed.has(use.orderId))
      .filter((use) => acceptedTries(use).some(({ answeredAt }) => answeredAt < askedAt))
      .map(({ orderId }) => ({ says: `${operationId} in ${region} leaves out ${orderId}`, about: orderId }));
  });
}

function twice(orders: readonly ShownOrder[]): readonly string[] {
  const ids = orders.map(({ id }) => id);
  return [...new Set(ids.filter((id, index) => ids.indexOf(id) !== index))];
}
