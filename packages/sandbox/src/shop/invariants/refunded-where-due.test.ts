import { expect, test } from "vitest";
import { only, proofOf } from "../testing/breaks-only.ts";
import { createTale, WEST } from "../testing/tale.ts";
import { cancelTea, refundTea, sellTea, stockTea } from "../testing/tea-shop.ts";
import { refundedWhereDue } from "./refunded-where-due.ts";

test("a second refund of one order is one too many, though both have their receipts", () => {
  const tale = createTale();
  stockTea(tale, 5);
  const orderId = sellTea(tale);
  cancelTea(tale, orderId);
  refundTea(tale, { orderId, region: WEST, refundId: "ref_2", amount: tale.shown.price });

  expect(proofOf(refundedWhereDue, tale.end())).toEqual(only(refundedWhereDue));
});

test("money that goes back for an order that stands is seen", () => {
  const tale = createTale();
  stockTea(tale, 5);
  const orderId = sellTea(tale);
  tale.recorder.add({ kind: "refund", orderId, refundId: "ref_1", amount: tale.shown.price });

  expect(proofOf(refundedWhereDue, tale.end())).toEqual(only(refundedWhereDue));
});

test("a refund that no fact tells of, and one that the provider does not know, are seen", () => {
  const tale = createTale();
  stockTea(tale, 5);
  const orderId = sellTea(tale);
  cancelTea(tale, orderId);
  const { events, ...history } = tale.end();
  const other = events.map((event) => (event.kind === "refund" ? { ...event, refundId: "ref_other" } : event));

  expect(proofOf(refundedWhereDue, { ...history, events: other })).toEqual(only(refundedWhereDue));
});
