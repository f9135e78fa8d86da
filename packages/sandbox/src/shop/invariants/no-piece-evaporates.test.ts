import { expect, test } from "vitest";
import { only, proofOf } from "../testing/breaks-only.ts";
import { createTale, EAST } from "../testing/tale.ts";
import { sellTea, stockTea } from "../testing/tea-shop.ts";
import { noPieceEvaporates } from "./no-piece-evaporates.ts";

test("a piece that is neither sold nor for sale has evaporated", () => {
  const tale = createTale();
  stockTea(tale, 5);
  sellTea(tale);
  tale.shown.left.set(EAST, 3);

  expect(proofOf(noPieceEvaporates, tale.end())).toEqual(only(noPieceEvaporates));
});
