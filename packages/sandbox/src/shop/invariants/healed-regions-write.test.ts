import { expect, test } from "vitest";
import { only, proofOf } from "../testing/breaks-only.ts";
import { createTale, EAST, TEA } from "../testing/tale.ts";
import { stockTea } from "../testing/tea-shop.ts";
import { healedRegionsWrite } from "./healed-regions-write.ts";

const RESTOCK = { kind: "restock", sku: TEA, quantity: 1, key: "last-restock-1" } as const;

test("a healed region that takes no new stock is seen", () => {
  for (const told of [undefined, { status: 503 }]) {
    const tale = createTale();
    stockTea(tale, 5);
    tale.heal();
    tale.ask(EAST, RESTOCK, told);

    expect(proofOf(healedRegionsWrite, tale.end())).toEqual(only(healedRegionsWrite));
  }
});

test("what a region did not take before it was healed is the day's doing", () => {
  const tale = createTale();
  stockTea(tale, 5);
  tale.ask(EAST, RESTOCK, { status: 503 });
  tale.heal();

  expect(proofOf(healedRegionsWrite, tale.end()).broken).toEqual([]);
});
