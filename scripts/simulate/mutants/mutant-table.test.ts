import { expect, test } from "vitest";
import { mutantPage, mutantRows } from "./mutant-table.ts";

test("what is written of a mutant is read back, whatever its story says", () => {
  const mutant = { name: "no-floor", story: "Stock | goes below zero.", file: "stock.ts", edits: [] };
  const failure = { seed: 7, promise: "no piece is sold twice", why: "it was" };

  expect(mutantRows(mutantPage([{ mutant, failure }], 10))).toEqual([
    { mutant: "no-floor", caughtBy: "no piece is sold twice" },
  ]);
  expect(mutantRows(mutantPage([{ mutant, failure: undefined }], 10))).toEqual([
    { mutant: "no-floor", caughtBy: "none" },
  ]);
});
