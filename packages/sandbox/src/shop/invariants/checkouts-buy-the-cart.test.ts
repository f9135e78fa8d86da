import { expect, test } from "vitest";
import { orderIdOf } from "../order-record.ts";
import { only, proofOf } from "../testing/breaks-only.ts";
import { boughtBy, TEAS, teasIn } from "../testing/people-items.ts";
import { ADA, createTale, EAST, WEST } from "../testing/tale.ts";
import { checkoutsBuyTheCart } from "./checkouts-buy-the-cart.ts";

const KEY = "checkout-key-00001";
const CHECKOUT = { kind: "check-out", customer: ADA, key: KEY } as const;
const ORDER_ID = orderIdOf(ADA, KEY);

test("a checkout that was acknowledged and is no order is seen", () => {
  const tale = createTale();
  tale.ask(EAST, CHECKOUT, { status: 201, body: { id: ORDER_ID, status: "placed", lines: [], total: 0 } });

  expect(proofOf(checkoutsBuyTheCart, tale.end())).toEqual(only(checkoutsBuyTheCart));
});

test("a cart that is held for an order that there is not is seen", () => {
  const tale = createTale();
  tale.ask(EAST, TEAS);
  tale.write(teasIn(EAST));
  tale.ask(EAST, CHECKOUT);
  tale.write(boughtBy(ORDER_ID, { region: EAST }));

  expect(proofOf(checkoutsBuyTheCart, tale.end())).toEqual(only(checkoutsBuyTheCart));
});

test("who is told that a full cart is empty was told wrong", () => {
  const tale = createTale();
  tale.ask(EAST, TEAS);
  tale.write(teasIn(EAST));
  tale.ask(WEST, CHECKOUT, { status: 400, body: { detail: "The cart is empty: there is nothing to order." } });

  expect(proofOf(checkoutsBuyTheCart, tale.end())).toEqual(only(checkoutsBuyTheCart));
});

test("who is told so of one that is empty was told right", () => {
  const tale = createTale();
  tale.ask(WEST, CHECKOUT, { status: 400, body: { detail: "The cart is empty: there is nothing to order." } });

  expect(proofOf(checkoutsBuyTheCart, tale.end()).broken).toEqual([]);
});
