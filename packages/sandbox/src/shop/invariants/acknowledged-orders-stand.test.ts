import { expect, test } from "vitest";
import { orderIdOf } from "../order-record.ts";
import { only, proofOf } from "../testing/breaks-only.ts";
import { ADA, createTale, EAST, TEA } from "../testing/tale.ts";
import { KEY, shownOrder, stockTea } from "../testing/tea-shop.ts";
import { acknowledgedOrdersStand } from "./acknowledged-orders-stand.ts";

const OPERATION = { kind: "place-order", customer: ADA, key: KEY, lines: [{ sku: TEA, quantity: 1 }] } as const;

test("an order that its customer was told of, and that nobody knows in the end, is lost", () => {
  const tale = createTale();
  stockTea(tale, 5);
  const body = shownOrder(tale, { orderId: orderIdOf(ADA, KEY), region: EAST, quantity: 1 });
  tale.ask(EAST, OPERATION, { status: 201, body });

  expect(proofOf(acknowledgedOrdersStand, tale.end())).toEqual(only(acknowledgedOrdersStand));
});

test("one that nobody was told of is not", () => {
  const tale = createTale();
  stockTea(tale, 5);
  tale.ask(EAST, OPERATION);

  expect(proofOf(acknowledgedOrdersStand, tale.end()).broken).toEqual([]);
});
