import { makePartition } from "@tandem/replication";
import { expect, test } from "vitest";
import { only, proofOf } from "../testing/breaks-only.ts";
import { createTale, EAST, type Tale, TEA, type Told, WEST } from "../testing/tale.ts";
import { fact, stockTea } from "../testing/tea-shop.ts";
import { acknowledgedProductsStand } from "./acknowledged-products-stand.ts";

const OLD_PRICE = 450;
const DONE: Told = { status: 200 };

function reprice(tale: Tale, region: typeof EAST, told?: Told): void {
  tale.ask(region, { kind: "put-product", sku: TEA, name: "Tea", price: 500 }, told);
}

test("a price that was replaced in its own region does not come back", () => {
  const tale = createTale();
  stockTea(tale, 5);
  reprice(tale, EAST, DONE);
  tale.shown.price = OLD_PRICE;

  expect(proofOf(acknowledgedProductsStand, tale.end())).toEqual(only(acknowledgedProductsStand));
});

test("of two prices of two regions either may be the last, and one whose answer was lost may be", () => {
  for (const told of [DONE, undefined]) {
    const tale = createTale();
    stockTea(tale, 5);
    reprice(tale, told === undefined ? EAST : WEST, told);

    expect(proofOf(acknowledgedProductsStand, tale.end()).broken).toEqual([]);
  }
});

test("a product that was acknowledged is known at the end", () => {
  const tale = createTale();
  tale.ask(EAST, { kind: "put-product", sku: TEA, name: "Tea", price: OLD_PRICE }, { status: 201 });

  expect(proofOf(acknowledgedProductsStand, tale.end())).toEqual(only(acknowledgedProductsStand));
});

test("a price that was replaced in another region does not come back, once that region knew of it", () => {
  for (const [isKnown, broken] of [
    [true, [acknowledgedProductsStand.name]],
    [false, []],
  ] as const) {
    const tale = createTale();
    stockTea(tale, 5);
    const note = fact({ orderId: "ord_1", name: "DETAILS", region: EAST, data: {} });
    const after = { ...note, partition: makePartition(["PRODUCT", TEA]) };
    tale.recorder.add({ kind: "changed", region: EAST, by: "commit", before: undefined, after });
    reprice(tale, EAST, DONE);
    if (isKnown) tale.recorder.add({ kind: "changed", region: WEST, by: "replication", before: undefined, after });
    tale.ask(WEST, { kind: "put-product", sku: TEA, name: "Tea", price: 600 }, DONE);
    tale.shown.price = 500;

    const { broken: all } = proofOf(acknowledgedProductsStand, tale.end());
    expect(all.filter((name) => name === acknowledgedProductsStand.name)).toEqual(broken);
  }
});
