import { expect, test } from "vitest";
import { only, proofOf } from "../testing/breaks-only.ts";
import { createTale, EAST } from "../testing/tale.ts";
import { sellTea, stockTea } from "../testing/tea-shop.ts";
import { noPieceConjured } from "./no-piece-conjured.ts";

test("a piece that is for sale and was never put in is conjured", () => {
  const tale = createTale();
  stockTea(tale, 5);
  sellTea(tale);
  tale.shown.left.set(EAST, 5);

  expect(proofOf(noPieceConjured, tale.end())).toEqual(only(noPieceConjured));
});
