import { expect, test } from "vitest";
import { only, proofOf } from "../testing/breaks-only.ts";
import { TEAS, takenOut, teasIn } from "../testing/people-items.ts";
import { ADA, createTale, EAST, WEST } from "../testing/tale.ts";
import { acknowledgedRemovalsStand } from "./acknowledged-removals-stand.ts";

const REMOVAL = { kind: "remove-from-cart", customer: ADA, sku: "TEA" } as const;
const EMPTY = { status: 200, body: { lines: [], total: 0 } };

function teaInCart() {
  const tale = createTale();
  tale.ask(EAST, TEAS, { status: 200, body: { lines: [{ sku: "TEA", quantity: 2 }], total: 900 } });
  tale.write(teasIn(EAST));
  return tale;
}

test("what a removal was to take out and is still there is a broken word", () => {
  const tale = teaInCart();
  tale.ask(WEST, REMOVAL, EMPTY);

  expect(proofOf(acknowledgedRemovalsStand, tale.end())).toEqual(only(acknowledgedRemovalsStand));
});

test("a removal that shows what it took out has not taken it out", () => {
  const tale = teaInCart();
  tale.write(takenOut(WEST, 5));
  tale.ask(WEST, REMOVAL, { status: 200, body: { lines: [{ sku: "TEA", quantity: 2 }] } });

  expect(proofOf(acknowledgedRemovalsStand, tale.end())).toEqual(only(acknowledgedRemovalsStand));
});

test("what comes into the cart after it stays", () => {
  const tale = createTale();
  tale.ask(WEST, REMOVAL, EMPTY);
  tale.ask(EAST, TEAS, EMPTY);
  tale.write(teasIn(EAST));

  expect(proofOf(acknowledgedRemovalsStand, tale.end()).broken).toEqual([]);
});
