import { expect, test } from "vitest";
import { orderIdOf } from "../order-record.ts";
import { only, proofOf } from "../testing/breaks-only.ts";
import { ADA, createTale, EAST, type Tale, type Told, WEST } from "../testing/tale.ts";
import { sellTea, shownOrder, stockTea } from "../testing/tea-shop.ts";
import { ordersGoForward } from "./orders-go-forward.ts";

function told(tale: Tale, orderId: string, status: string): Told {
  const body = { ...shownOrder(tale, { orderId, region: EAST, quantity: 1 }), status };
  return { status: 200, body, orderId };
}

const KEY = "a-key-of-sixteen-letters";
const READ = { kind: "read-order", customer: ADA, placedBy: "place-order 3" } as const;

test("an order that was shown as paid, and then as placed, went back", () => {
  const tale = createTale();
  stockTea(tale, 5);
  const orderId = sellTea(tale);
  tale.ask(EAST, READ, told(tale, orderId, "paid"));
  tale.ask(EAST, READ, told(tale, orderId, "placed"));

  expect(proofOf(ordersGoForward, tale.end())).toEqual(only(ordersGoForward));
});

test("an order that was shown, and then is not found in the same region, went back", () => {
  const tale = createTale();
  stockTea(tale, 5);
  const orderId = sellTea(tale);
  tale.ask(EAST, READ, told(tale, orderId, "placed"));
  tale.ask(EAST, READ, { status: 404, orderId });

  expect(proofOf(ordersGoForward, tale.end())).toEqual(only(ordersGoForward));
});

test("another region may know less", () => {
  const tale = createTale();
  stockTea(tale, 5);
  const orderId = sellTea(tale);
  tale.ask(EAST, READ, told(tale, orderId, "paid"));
  tale.ask(WEST, READ, { status: 404, orderId });
  tale.ask(WEST, READ, told(tale, orderId, "placed"));

  expect(proofOf(ordersGoForward, tale.end()).broken).toEqual([]);
});

test("what a region read elsewhere, before the order had come to it, is not its own word", () => {
  const tale = createTale();
  stockTea(tale, 5);
  const orderId = orderIdOf(ADA, KEY);
  tale.ask(WEST, READ, told(tale, orderId, "paid"));
  sellTea(tale, { key: KEY });
  tale.ask(WEST, READ, told(tale, orderId, "placed"));

  expect(proofOf(ordersGoForward, tale.end()).broken).toEqual([]);
});
