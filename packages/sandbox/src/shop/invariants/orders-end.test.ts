import { expect, test } from "vitest";
import { only, proofOf } from "../testing/breaks-only.ts";
import { createTale } from "../testing/tale.ts";
import { sellTea, stockTea } from "../testing/tea-shop.ts";
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
