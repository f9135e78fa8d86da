import { expect, test } from "vitest";
import { only, proofOf } from "../testing/breaks-only.ts";
import { createTale } from "../testing/tale.ts";
import { sellTea, stockTea } from "../testing/tea-shop.ts";
import { listingsAgree } from "./listings-agree.ts";

test("a product that is listed under another name than it has by itself is seen", () => {
  const tale = createTale();
  stockTea(tale, 5);

  const history = tale.end({ catalog: (products) => products.map((product) => ({ ...product, name: "Old tea" })) });

  expect(proofOf(listingsAgree, history)).toEqual(only(listingsAgree));
});

test("a product that no list shows is seen", () => {
  const tale = createTale();
  stockTea(tale, 5);

  expect(proofOf(listingsAgree, tale.end({ catalog: () => [] }))).toEqual(only(listingsAgree));
});

test("pieces are compared once they have lain still", () => {
  for (const [stillMs, broken] of [
    [0, []],
    [300_000, [listingsAgree.name]],
  ] as const) {
    const tale = createTale();
    stockTea(tale, 5);
    sellTea(tale);
    tale.pass(stillMs);
    const history = tale.end({ catalog: (products) => products.map((product) => ({ ...product, availableIn: {} })) });

    expect(proofOf(listingsAgree, history).broken).toEqual(broken);
  }
});
