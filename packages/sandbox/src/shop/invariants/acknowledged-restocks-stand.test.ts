import { expect, test } from "vitest";
import { only, proofOf } from "../testing/breaks-only.ts";
import { createTale, EAST, TEA } from "../testing/tale.ts";
import { RESTOCK_KEY, stockTea } from "../testing/tea-shop.ts";
import { acknowledgedRestocksStand } from "./acknowledged-restocks-stand.ts";

test("stock that was acknowledged and is not in the books is lost, whatever the shop shows", () => {
  const tale = createTale();
  stockTea(tale, 5, { booked: 3 });

  expect(proofOf(acknowledgedRestocksStand, tale.end())).toEqual(only(acknowledgedRestocksStand));
});

test("the same restock asked for twice is one", () => {
  const tale = createTale();
  stockTea(tale, 5);
  tale.ask(EAST, { kind: "restock", sku: TEA, quantity: 5, key: RESTOCK_KEY }, { status: 200 });

  expect(proofOf(acknowledgedRestocksStand, tale.end()).broken).toEqual([]);
});
