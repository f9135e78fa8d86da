import { expect, test } from "vitest";
import { only, proofOf } from "../testing/breaks-only.ts";
import { ADA, createTale, TEA, WEST } from "../testing/tale.ts";
import { KEY, sellTea, stockTea } from "../testing/tea-shop.ts";
import { refusalsStand } from "./refusals-stand.ts";

test("an order that was refused, and stands and is paid, undoes the refusal", () => {
  const tale = createTale();
  stockTea(tale, 5);
  sellTea(tale, { told: { status: 409 } });

  expect(proofOf(refusalsStand, tale.end())).toEqual(only(refusalsStand));
});

test("a refusal says nothing about another try that went unheard", () => {
  const tale = createTale();
  stockTea(tale, 5);
  tale.ask(WEST, { kind: "place-order", customer: ADA, key: KEY, lines: [{ sku: TEA, quantity: 1 }] });
  sellTea(tale, { told: { status: 409 } });

  expect(proofOf(refusalsStand, tale.end()).broken).toEqual([]);
});
