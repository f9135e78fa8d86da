import { expect, test } from "vitest";
import { only, proofOf } from "../testing/breaks-only.ts";
import { erasedIn, TEAS, takenOut, teasIn } from "../testing/people-items.ts";
import { createTale, EAST, keyOf } from "../testing/tale.ts";
import { acknowledgedAddsStand } from "./acknowledged-adds-stand.ts";

const CART = { status: 200, body: { lines: [], total: 0 } };

test("something that was put into a cart and is nowhere in the end is lost", () => {
  const tale = createTale();
  tale.ask(EAST, TEAS, CART);

  expect(proofOf(acknowledgedAddsStand, tale.end())).toEqual(only(acknowledgedAddsStand));
});

test("what was taken out, or forgotten, is not lost", () => {
  for (const after of [takenOut(EAST, 5), erasedIn("CART", EAST, 5)]) {
    const tale = createTale();
    tale.ask(EAST, TEAS, CART);
    tale.write(teasIn(EAST));
    tale.write(after);

    expect(proofOf(acknowledgedAddsStand, tale.end()).broken).not.toContain(acknowledgedAddsStand.name);
  }
});

test("what was forgotten and erased, and is named by nothing, is lost: its key is free, and a late try of it counts anew", () => {
  const tale = createTale();
  tale.ask(EAST, TEAS, CART);
  tale.write(teasIn(EAST));
  tale.write(erasedIn("CART", EAST, 5));
  for (const items of tale.standing.values()) items.delete(keyOf(teasIn(EAST)));

  expect(proofOf(acknowledgedAddsStand, tale.end())).toEqual(only(acknowledgedAddsStand));
});
