import { expect, test } from "vitest";
import { only, proofOf } from "../testing/breaks-only.ts";
import { TEAS, teasIn } from "../testing/people-items.ts";
import { ADA, createTale, EAST, WEST } from "../testing/tale.ts";
import { cartsCountOnce } from "./carts-count-once.ts";

function cartOf(quantity: number) {
  return { status: 200, body: { lines: [{ sku: "TEA", quantity }], total: 0 } };
}

test("teas that are shown twice under one key are seen, at once and in the end", () => {
  const tale = createTale();
  tale.write(teasIn(EAST));
  tale.ask(EAST, TEAS, cartOf(2));
  tale.ask(WEST, TEAS, cartOf(4));
  tale.askAtLast(WEST, { kind: "show-cart", customer: ADA }, cartOf(3));

  const { broken, withoutIt } = proofOf(cartsCountOnce, tale.end());
  expect({ broken, withoutIt }).toEqual(only(cartsCountOnce));
});

test("what nobody asked for is not in a cart", () => {
  const tale = createTale();
  tale.ask(EAST, TEAS);
  tale.write(teasIn(EAST, 0, 3));

  expect(proofOf(cartsCountOnce, tale.end())).toEqual(only(cartsCountOnce));
});

test("a key that stands for something else here is refused here", () => {
  const tale = createTale();
  tale.ask(EAST, TEAS, cartOf(2));
  tale.write(teasIn(EAST));
  tale.ask(WEST, { ...TEAS, quantity: 5 }, cartOf(2));

  expect(proofOf(cartsCountOnce, tale.end())).toEqual(only(cartsCountOnce));
});

test("an earlier add that arrives between a request and its answer is what the key stands for", () => {
  const tale = createTale();
  const five = { ...TEAS, quantity: 5 };
  tale.ask(EAST, TEAS, cartOf(2));
  tale.write(teasIn(EAST, 2));
  tale.ask(WEST, five);
  tale.ask(EAST, five, { ...cartOf(5), meanwhile: () => tale.write(teasIn(WEST, 1, 5)) });

  expect(proofOf(cartsCountOnce, tale.end()).broken).not.toContain(cartsCountOnce.name);
});
