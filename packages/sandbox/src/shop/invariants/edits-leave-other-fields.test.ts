import { expect, test } from "vitest";
import { only, proofOf } from "../testing/breaks-only.ts";
import { createTale, EAST, WEST } from "../testing/tale.ts";
import { editTea } from "../testing/tea-edits.ts";
import { stockTea } from "../testing/tea-shop.ts";
import { editsLeaveOtherFields } from "./edits-leave-other-fields.ts";

test("an edit that writes a field anew which nobody changed is seen", () => {
  const tale = createTale();
  stockTea(tale, 5);
  tale.pass(60_000);
  editTea(tale, { price: 500, name: "Tea" }, { region: WEST });

  expect(proofOf(editsLeaveOtherFields, tale.end())).toEqual(only(editsLeaveOtherFields));
});

test("an edit that is not shown in the end, though no later one was made, is seen", () => {
  const tale = createTale();
  stockTea(tale, 5);
  editTea(tale, { price: 500 }, { region: EAST, unheard: true });
  tale.shown.price = 450;

  expect(proofOf(editsLeaveOtherFields, tale.end())).toEqual(only(editsLeaveOtherFields));
});

test("edits of two fields in two regions both stand", () => {
  const tale = createTale();
  stockTea(tale, 5);
  editTea(tale, { price: 500 }, { region: EAST });
  editTea(tale, { name: "Green tea" }, { region: WEST });

  expect(proofOf(editsLeaveOtherFields, tale.end()).broken).toEqual([]);
});
