import { expect, test } from "vitest";
import { orderIdOf } from "../order-record.ts";
import { only, proofOf } from "../testing/breaks-only.ts";
import { ADA, createTale, EAST, TEA } from "../testing/tale.ts";
import { KEY, sellTea, shownOrder, stockTea } from "../testing/tea-shop.ts";
import { oneKeyOneOrder } from "./one-key-one-order.ts";

test("an order of what nobody asked for is not the order of its key", () => {
  const tale = createTale();
  stockTea(tale, 5);
  sellTea(tale, { quantity: 2, wanted: 1 });

  expect(proofOf(oneKeyOneOrder, tale.end())).toEqual(only(oneKeyOneOrder));
});

test("the same key with another content is not taken for the order that stands", () => {
  const tale = createTale();
  stockTea(tale, 5);
  sellTea(tale);
  const body = shownOrder(tale, { orderId: orderIdOf(ADA, KEY), region: EAST, quantity: 1 });
  const lines = [{ sku: TEA, quantity: 2 }];
  tale.ask(EAST, { kind: "place-order", customer: ADA, key: KEY, lines }, { status: 201, body });

  expect(proofOf(oneKeyOneOrder, tale.end())).toEqual(only(oneKeyOneOrder));
});

test("the same key is not given a second order", () => {
  const tale = createTale();
  stockTea(tale, 5);
  sellTea(tale);
  const other = sellTea(tale, { key: "order-key-000002" });
  const body = shownOrder(tale, { orderId: other, region: EAST, quantity: 1 });
  const lines = [{ sku: TEA, quantity: 1 }];
  tale.ask(EAST, { kind: "place-order", customer: ADA, key: KEY, lines }, { status: 201, body });

  expect(proofOf(oneKeyOneOrder, tale.end())).toEqual(only(oneKeyOneOrder));
});

test("a region that has placed an order does not refuse it to whoever asks for the same again", () => {
  const tale = createTale();
  stockTea(tale, 5);
  sellTea(tale);
  const lines = [{ sku: TEA, quantity: 1 }];
  tale.ask(EAST, { kind: "place-order", customer: ADA, key: KEY, lines }, { status: 409 });

  expect(proofOf(oneKeyOneOrder, tale.end())).toEqual(only(oneKeyOneOrder));
});
