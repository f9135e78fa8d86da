import { expect, test } from "vitest";
import { only, proofOf } from "../testing/breaks-only.ts";
import { createTale, type Listing, WEST } from "../testing/tale.ts";
import { dearer, sellTea, stockTea } from "../testing/tea-shop.ts";
import { regionsShowTheSame } from "./regions-show-the-same.ts";

test("an order whose total one region shows otherwise is seen", () => {
  const tale = createTale();
  stockTea(tale, 5);
  sellTea(tale, { end: "declined" });
  const listing: Listing = (orders, region) => orders.map((order) => (region === WEST ? dearer(order) : order));

  expect(proofOf(regionsShowTheSame, tale.end({ listing }))).toEqual(only(regionsShowTheSame));
});

test("what both show alike is alike", () => {
  const tale = createTale();
  stockTea(tale, 5);
  sellTea(tale);

  expect(proofOf(regionsShowTheSame, tale.end()).broken).toEqual([]);
});
