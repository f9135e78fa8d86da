import { must } from "@tandem/kernel";
import { expect, test } from "vitest";
import { only, proofOf } from "../testing/breaks-only.ts";
import { createTale, EAST } from "../testing/tale.ts";
import { editTea } from "../testing/tea-edits.ts";
import { sellTea, stockTea } from "../testing/tea-shop.ts";
import { pricesWereInForce } from "./prices-were-in-force.ts";

test("an order at a price that nobody ever asked is seen", () => {
  const tale = createTale();
  stockTea(tale, 5);
  tale.shown.price = 455;
  sellTea(tale);
  tale.shown.price = 450;

  expect(proofOf(pricesWereInForce, tale.end())).toEqual(only(pricesWereInForce));
});

test("an order at the price of half a minute ago is seen, and at that of some seconds ago is none", () => {
  for (const [seconds, broken] of [
    [60, [pricesWereInForce.name]],
    [5, []],
  ] as const) {
    const tale = createTale();
    stockTea(tale, 5);
    editTea(tale, { price: 500 }, { region: EAST });
    tale.pass(seconds * 1_000);
    tale.shown.price = 450;
    sellTea(tale);
    tale.shown.price = 500;

    expect(proofOf(pricesWereInForce, tale.end()).broken).toEqual(broken);
  }
});

test("an order that is shown with another total than its lines come to is seen", () => {
  const tale = createTale();
  stockTea(tale, 5);
  const orderId = sellTea(tale, { end: "declined" });
  const order = must(tale.shown.orders.get(orderId), "it was placed");
  tale.shown.orders.set(orderId, { ...order, total: order.total + 1 });

  expect(proofOf(pricesWereInForce, tale.end())).toEqual(only(pricesWereInForce));
});
