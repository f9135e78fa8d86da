import { expect, test } from "vitest";
import { only, proofOf } from "../testing/breaks-only.ts";
import { createTale, WEST } from "../testing/tale.ts";
import { wantTea } from "../testing/tea-edits.ts";
import { stockTea } from "../testing/tea-shop.ts";
import { wantsAreMet } from "./wants-are-met.ts";

const LONG_MS = 10 * 60_000;

test("a want that stands for minutes, while another region has pieces to spare, is seen", () => {
  const tale = createTale();
  stockTea(tale, 5);
  wantTea(tale, WEST, 2);
  tale.pass(LONG_MS);

  expect(proofOf(wantsAreMet, tale.end())).toEqual(only(wantsAreMet));
});

test("a want of a moment ago, or of what nobody can spare, stands", () => {
  const fresh = createTale();
  stockTea(fresh, 5);
  fresh.pass(LONG_MS);
  wantTea(fresh, WEST, 2);
  const scarce = createTale();
  stockTea(scarce, 1);
  wantTea(scarce, WEST, 2);
  scarce.pass(LONG_MS);

  expect(proofOf(wantsAreMet, fresh.end()).broken).toEqual([]);
  expect(proofOf(wantsAreMet, scarce.end()).broken).toEqual([]);
});
