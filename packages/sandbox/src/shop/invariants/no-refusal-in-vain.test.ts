import { expect, test } from "vitest";
import { only, proofOf } from "../testing/breaks-only.ts";
import { ADA, createTale, EAST, TEA, WEST } from "../testing/tale.ts";
import { KEY, sellTea, stockTea } from "../testing/tea-shop.ts";
import { noRefusalInVain } from "./no-refusal-in-vain.ts";

function refusedWith(told: number) {
  const tale = createTale();
  stockTea(tale, 5);
  sellTea(tale, { key: "order-key-000002", quantity: 3 });
  const lines = [{ sku: TEA, requested: 6, available: told, availableIn: { [EAST]: told, [WEST]: 0 } }];
  const body = { type: "urn:tandem:problem:out-of-stock", lines };
  const operation = { kind: "place-order", customer: ADA, key: KEY, lines: [{ sku: TEA, quantity: 6 }] } as const;
  tale.ask(EAST, operation, { status: 409, body });
  return proofOf(noRefusalInVain, tale.end());
}

test("a customer who is told of fewer pieces than his region held is refused in vain", () => {
  expect(refusedWith(0)).toEqual(only(noRefusalInVain));
});

test("pieces that were sold before he asked are no truth any more", () => {
  expect(refusedWith(5)).toEqual(only(noRefusalInVain));
});

test("a customer who is told what there is was refused for a reason", () => {
  expect(refusedWith(2).broken).toEqual([]);
});
