import { must } from "@tandem/kernel";
import { expect, test } from "vitest";
import { only, proofOf } from "../testing/breaks-only.ts";
import { ADA, createTale, EAST } from "../testing/tale.ts";
import { cancelTea, sellTea, stockTea } from "../testing/tea-shop.ts";
import { acknowledgedCancelsStand } from "./acknowledged-cancels-stand.ts";

test("an order whose cancellation was acknowledged, and which is paid and kept, is seen", () => {
  const tale = createTale();
  stockTea(tale, 5);
  const orderId = sellTea(tale);
  const order = must(tale.shown.orders.get(orderId), "it is sold");
  const operation = {
    kind: "cancel-order",
    customer: ADA,
    key: "cancel-key-00001",
    placedBy: "place-order 3",
  } as const;
  tale.ask(EAST, operation, { status: 200, body: order, orderId });

  expect(proofOf(acknowledgedCancelsStand, tale.end())).toEqual(only(acknowledgedCancelsStand));
});

test("an order that is cancelled and has its money back is all that was promised", () => {
  const tale = createTale();
  stockTea(tale, 5);
  cancelTea(tale, sellTea(tale));

  expect(proofOf(acknowledgedCancelsStand, tale.end()).broken).toEqual([]);
});

test("nobody cancels what is another's", () => {
  const tale = createTale();
  stockTea(tale, 5);
  cancelTea(tale, sellTea(tale), { customer: "bob" });

  expect(proofOf(acknowledgedCancelsStand, tale.end())).toEqual(only(acknowledgedCancelsStand));
});
