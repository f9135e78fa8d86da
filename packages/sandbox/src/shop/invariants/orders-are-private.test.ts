import { must } from "@tandem/kernel";
import { expect, test } from "vitest";
import { only, proofOf } from "../testing/breaks-only.ts";
import { createTale, EAST } from "../testing/tale.ts";
import { sellTea, stockTea } from "../testing/tea-shop.ts";
import { ordersArePrivate } from "./orders-are-private.ts";

const PROBE = { kind: "probe-order", customer: "mallory", placedBy: "place-order 3" } as const;

test("a stranger who is shown another's order, or told that it is not his, is seen", () => {
  for (const status of [200, 403]) {
    const tale = createTale();
    stockTea(tale, 5);
    const orderId = sellTea(tale);
    const body = must(tale.shown.orders.get(orderId), "it is sold");
    tale.ask(EAST, PROBE, { status, orderId, body });

    expect(proofOf(ordersArePrivate, tale.end())).toEqual(only(ordersArePrivate));
  }
});

test("a stranger who is told that there is no such order has learned nothing", () => {
  const tale = createTale();
  stockTea(tale, 5);
  tale.ask(EAST, PROBE, { status: 404, orderId: sellTea(tale), body: {} });

  expect(proofOf(ordersArePrivate, tale.end()).broken).toEqual([]);
});
