import { expect, test } from "vitest";
import { orderIdOf } from "../order-record.ts";
import { only, proofOf } from "../testing/breaks-only.ts";
import { ADA, createTale } from "../testing/tale.ts";
import { KEY, sellTea, stockTea } from "../testing/tea-shop.ts";
import { ordersEnd } from "./orders-end.ts";

test("an order that is never decided does not end", () => {
  const tale = createTale();
  stockTea(tale, 5);
  sellTea(tale, { end: "placed" });

  expect(proofOf(ordersEnd, tale.end())).toEqual(only(ordersEnd));
});

test("an order ends for its customer as its charge did", () => {
  const tale = createTale();
  stockTea(tale, 5);
  const orderId = sellTea(tale);
  const order = tale.shown.orders.get(orderId);
  if (order !== undefined) tale.shown.orders.set(orderId, { ...order, status: "placed" });

  expect(proofOf(ordersEnd, tale.end())).toEqual(only(ordersEnd));
});

test("an order whose first charge was declined and whose second was made is paid, if nobody has said that it was declined", () => {
  const tale = createTale();
  stockTea(tale, 5);
  const orderId = orderIdOf(ADA, KEY);
  tale.charge({ chargeId: "chg_first", orderId, amount: tale.shown.price, status: "declined" });
  sellTea(tale);

  expect(proofOf(ordersEnd, tale.end()).broken).toEqual([]);
});
