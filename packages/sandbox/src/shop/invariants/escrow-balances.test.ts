import { expect, test } from "vitest";
import { only, proofOf } from "../testing/breaks-only.ts";
import { createTale, EAST, WEST } from "../testing/tale.ts";
import { adjustBooks, sellTea, stockTea } from "../testing/tea-shop.ts";
import { escrowBalances } from "./escrow-balances.ts";

test("books that do not add up for a moment are seen", () => {
  const tale = createTale();
  stockTea(tale, 5);
  adjustBooks(tale, EAST, { available: -1 });
  adjustBooks(tale, EAST, {});

  expect(proofOf(escrowBalances, tale.end())).toEqual(only(escrowBalances));
});

test("less than nothing is never left, though the books add up", () => {
  const tale = createTale();
  stockTea(tale, 1);
  adjustBooks(tale, EAST, { spent: 2 });
  adjustBooks(tale, EAST, { spent: -2 });

  expect(proofOf(escrowBalances, tale.end())).toEqual(only(escrowBalances));
});

test("pieces are spent by orders and by nothing else", () => {
  const tale = createTale();
  stockTea(tale, 5);
  sellTea(tale);
  adjustBooks(tale, EAST, { spent: 1, returned: 1 });

  expect(proofOf(escrowBalances, tale.end())).toEqual(only(escrowBalances));
});

test("pieces on their way belong to nobody, and are in nobody's books", () => {
  const tale = createTale();
  stockTea(tale, 5);
  adjustBooks(tale, EAST, { "given:us-west-2": 3 });
  expect(proofOf(escrowBalances, tale.end()).broken).toEqual([]);

  adjustBooks(tale, WEST, { "taken:us-east-1": 3 });
  expect(proofOf(escrowBalances, tale.end()).broken).toEqual([]);
});

test("pieces that were taken and not given come from nowhere, though each region's books add up", () => {
  const tale = createTale();
  stockTea(tale, 5);
  adjustBooks(tale, EAST, { "given:us-west-2": 2 });
  adjustBooks(tale, WEST, { "taken:us-east-1": 3 });

  expect(proofOf(escrowBalances, tale.end())).toEqual(only(escrowBalances));
});

test("an order that takes fewer pieces than it sells is seen, though each region's books add up", () => {
  const tale = createTale();
  stockTea(tale, 5);
  sellTea(tale, { quantity: 2, taken: 1 });

  expect(proofOf(escrowBalances, tale.end()).broken).toContain(escrowBalances.name);
});
