import { must } from "@tandem/kernel";
import { expect, test } from "vitest";
import { only, proofOf } from "../testing/breaks-only.ts";
import { ADA, createTale, EAST, WEST } from "../testing/tale.ts";
import { dearer, sellTea, shownOrder, stockTea } from "../testing/tea-shop.ts";
import { paidShowsWhatWasTaken } from "./paid-shows-what-was-taken.ts";

test("a paid order with another total than was charged is seen at the end", () => {
  const tale = createTale();
  stockTea(tale, 5);
  const orderId = sellTea(tale);
  const order = must(tale.shown.orders.get(orderId), "the order is shown");
  tale.shown.orders.set(orderId, dearer(order));

  expect(proofOf(paidShowsWhatWasTaken, tale.end())).toEqual(only(paidShowsWhatWasTaken));
});

test("and before, wherever it is read; while it is only placed, it may show the other twin", () => {
  for (const [status, broken] of [
    ["paid", [paidShowsWhatWasTaken.name]],
    ["placed", []],
  ] as const) {
    const tale = createTale();
    stockTea(tale, 5);
    const orderId = sellTea(tale);
    const body = { ...dearer(shownOrder(tale, { orderId, region: EAST, quantity: 1 })), status };
    tale.ask(WEST, { kind: "read-order", customer: ADA, placedBy: "place-order 3" }, { status: 200, orderId, body });

    expect(proofOf(paidShowsWhatWasTaken, tale.end()).broken).toEqual(broken);
  }
});
