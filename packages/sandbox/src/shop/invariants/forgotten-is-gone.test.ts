import { expect, test } from "vitest";
import { privateText } from "../people-operations.ts";
import { only, proofOf } from "../testing/breaks-only.ts";
import { erasedIn, profileItem } from "../testing/people-items.ts";
import { ADA, createTale, EAST, WEST } from "../testing/tale.ts";
import { forgottenIsGone } from "./forgotten-is-gone.ts";

const NAME = privateText(ADA, "name 1");
const FORGET = { kind: "erase-person", customer: ADA } as const;
const READ = { kind: "read-profile", customer: ADA } as const;

function forgotten({ isEmptied }: { readonly isEmptied: boolean }) {
  const tale = createTale();
  tale.ask(EAST, { kind: "edit-profile", customer: ADA, edits: { name: NAME } }, { status: 200, body: { name: NAME } });
  tale.write(profileItem(EAST, { name: { value: NAME, atMs: 1 } }));
  tale.ask(EAST, FORGET, { status: 200, body: { erased: true } });
  for (const record of ["CUSTOMER", "CART"] as const) tale.write(erasedIn(record, EAST, 5));
  if (isEmptied) tale.write(profileItem(EAST, {}, 6));
  return tale;
}

test("who was forgotten, and is neither held nor shown, is gone", () => {
  const tale = forgotten({ isEmptied: true });
  tale.ask(EAST, READ, { status: 200, body: {} });

  expect(proofOf(forgottenIsGone, tale.end()).broken).toEqual([]);
});

test("what a region still holds of him, or shows of him, is seen", () => {
  const shown = forgotten({ isEmptied: true });
  shown.ask(EAST, READ, { status: 200, body: { name: NAME } });

  expect(proofOf(forgottenIsGone, shown.end())).toEqual(only(forgottenIsGone));
  expect(proofOf(forgottenIsGone, forgotten({ isEmptied: false }).end())).toEqual(only(forgottenIsGone));
});

test("a request that was acknowledged and is not written down is seen", () => {
  const tale = createTale();
  tale.ask(WEST, FORGET, { status: 202, body: { erased: false } });

  expect(proofOf(forgottenIsGone, tale.end())).toEqual(only(forgottenIsGone));
});
