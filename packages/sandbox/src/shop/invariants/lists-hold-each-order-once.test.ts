import { expect, test } from "vitest";
import { only, proofOf } from "../testing/breaks-only.ts";
import { ADA, createTale, EAST, type Listing, type Tale, WEST } from "../testing/tale.ts";
import { sellTea, stockTea } from "../testing/tea-shop.ts";
import { listsHoldEachOrderOnce } from "./lists-hold-each-order-once.ts";

function twoSales(): Tale {
  const tale = createTale();
  stockTea(tale, 5);
  sellTea(tale);
  sellTea(tale, { key: "order-key-000002" });
  return tale;
}

test.each<readonly [string, Listing]>([
  ["leaves one out", (orders, region) => (region === WEST ? orders.slice(1) : orders)],
  ["holds one twice", (orders, region) => (region === WEST ? [...orders, ...orders.slice(-1)] : orders)],
  ["has the oldest first", (orders, region) => (region === WEST ? orders.toReversed() : orders)],
])("a list that %s at the end is wrong", (_, listing) => {
  expect(proofOf(listsHoldEachOrderOnce, twoSales().end({ listing }))).toEqual(only(listsHoldEachOrderOnce));
});

test("the region that took an order on lists it at once, and another need not yet", () => {
  for (const [region, broken] of [
    [EAST, [listsHoldEachOrderOnce.name]],
    [WEST, []],
  ] as const) {
    const tale = twoSales();
    const body = { items: [], next: null };
    tale.ask(region, { kind: "list-orders", customer: ADA, limit: 5 }, { status: 200, body });

    expect(proofOf(listsHoldEachOrderOnce, tale.end()).broken).toEqual(broken);
  }
});
