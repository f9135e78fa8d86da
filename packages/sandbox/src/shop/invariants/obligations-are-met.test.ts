import { expect, test } from "vitest";
import { only, proofOf } from "../testing/breaks-only.ts";
import { ADA, createTale, EAST, TEA, WEST } from "../testing/tale.ts";
import { editTea } from "../testing/tea-edits.ts";
import { adjustBooks, fact, outboxItem, sellTea, stockTea } from "../testing/tea-shop.ts";
import { obligationsAreMet } from "./obligations-are-met.ts";

test("work that still waits when all is at rest waits for ever", () => {
  const tale = createTale();
  stockTea(tale, 5);
  tale.write(outboxItem(EAST, sellTea(tale)));

  expect(proofOf(obligationsAreMet, tale.end())).toEqual(only(obligationsAreMet));
});

test("a twin that does not stand gives its stock back", () => {
  const tale = createTale();
  stockTea(tale, 5);
  const orderId = sellTea(tale);
  // The customer asked in the west as well, which sold a piece of its own for another price.
  adjustBooks(tale, WEST, { stocked: 1 });
  tale.shown.left.set(WEST, 0);
  editTea(tale, { price: 500 }, { region: WEST });
  const lines = [{ sku: TEA, quantity: 1, price: 500 }];
  tale.write(fact({ orderId, name: "PLACED", region: WEST, data: { orderId, customer: ADA, lines, total: 500 } }));
  adjustBooks(tale, WEST, { spent: 1 });

  expect(proofOf(obligationsAreMet, tale.end())).toEqual(only(obligationsAreMet));
});

test("an order that is paid keeps its stock", () => {
  const tale = createTale();
  stockTea(tale, 5);
  const orderId = sellTea(tale);
  tale.write(fact({ orderId, name: "RELEASED", region: EAST, data: { orderId, why: "twin" } }));
  adjustBooks(tale, EAST, { returned: 1 });

  expect(proofOf(obligationsAreMet, tale.end())).toEqual(only(obligationsAreMet));
});
