import { expect, test } from "vitest";
import { only, proofOf } from "../testing/breaks-only.ts";
import { createTale, EAST, TEA } from "../testing/tale.ts";
import { RESTOCK_KEY, sellTea, stockTea } from "../testing/tea-shop.ts";
import { noPieceSoldTwice } from "./no-piece-sold-twice.ts";

test("two customers' orders over one piece sell it twice, whatever the books say", () => {
  const tale = createTale();
  stockTea(tale, 1, { booked: 2 });
  sellTea(tale);
  sellTea(tale, { key: "order-key-000002" });
  tale.shown.left.set(EAST, 0);

  expect(proofOf(noPieceSoldTwice, tale.end())).toEqual(only(noPieceSoldTwice));
});

test("pieces whose restock went unheard may be sold, and a declined order holds none", () => {
  const tale = createTale();
  stockTea(tale, 1, { booked: 2 });
  tale.ask(EAST, { kind: "restock", sku: TEA, quantity: 1, key: `${RESTOCK_KEY}-2` });
  sellTea(tale, { end: "declined" });
  sellTea(tale, { key: "order-key-000002" });
  sellTea(tale, { key: "order-key-000003" });
  tale.shown.left.set(EAST, 0);

  expect(proofOf(noPieceSoldTwice, tale.end()).broken).toEqual([]);
});
