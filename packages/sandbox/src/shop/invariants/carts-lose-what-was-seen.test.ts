import { expect, test } from "vitest";
import { only, proofOf } from "../testing/breaks-only.ts";
import { boughtBy, TEAS, takenOut, teasIn } from "../testing/people-items.ts";
import { ADA, createTale, EAST, WEST } from "../testing/tale.ts";
import { cartsLoseWhatWasSeen } from "./carts-lose-what-was-seen.ts";

function teaInCart() {
  const tale = createTale();
  tale.ask(EAST, TEAS);
  tale.write(teasIn(EAST));
  return tale;
}

test("a removal of what its region had never seen is seen", () => {
  const tale = createTale();
  tale.ask(EAST, TEAS);
  tale.write(takenOut(WEST, 5, ["add_of_somebody"]));

  expect(proofOf(cartsLoseWhatWasSeen, tale.end())).toEqual(only(cartsLoseWhatWasSeen));
});

test("an order that buys what its region has taken out, or sold, is seen", () => {
  for (const before of [takenOut(EAST, 3), boughtBy("ord_1", { region: EAST })]) {
    const tale = teaInCart();
    tale.write(before);
    tale.write(boughtBy("ord_2", { region: EAST, atMs: 9 }));

    expect(proofOf(cartsLoseWhatWasSeen, tale.end()).broken).toContain(cartsLoseWhatWasSeen.name);
  }
});

test("an order that was asked for before another region's removal came may buy what that takes out", () => {
  const tale = teaInCart();
  tale.ask(EAST, { kind: "check-out", customer: ADA, key: "checkout-key-00001" });
  tale.write(takenOut(WEST, 3));

  expect(proofOf(cartsLoseWhatWasSeen, tale.end()).broken).toEqual([]);
});
