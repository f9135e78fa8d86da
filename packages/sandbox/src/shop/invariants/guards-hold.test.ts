import { expect, test } from "vitest";
import { only, proofOf } from "../testing/breaks-only.ts";
import { profileItem } from "../testing/people-items.ts";
import { ADA, createTale, EAST, WEST } from "../testing/tale.ts";
import { guardsHold } from "./guards-hold.ts";

const READ = { kind: "read-profile", customer: ADA } as const;
const EDIT = { kind: "edit-profile", customer: ADA, edits: { phone: "1" }, overSeen: "read-profile 1" } as const;

function shown() {
  const tale = createTale();
  tale.write(profileItem(EAST, { name: { value: "Ada", atMs: 0 } }));
  tale.ask(EAST, READ, { status: 200, body: { name: "Ada" }, etag: '"a"' });
  return tale;
}

test("an edit that is refused although the profile is as it was shown is seen", () => {
  const tale = shown();
  tale.ask(WEST, EDIT, { status: 412, ifMatch: '"a"' });

  expect(proofOf(guardsHold, tale.end())).toEqual(only(guardsHold));
});

test("an edit that is done although the profile is another by now is seen", () => {
  const tale = shown();
  tale.write(profileItem(WEST, { name: { value: "Countess", atMs: 9, seen: { [EAST]: "9" } } }));
  tale.ask(WEST, EDIT, { status: 200, body: {}, ifMatch: '"a"' });

  expect(proofOf(guardsHold, tale.end())).toEqual(only(guardsHold));
});

test("the other way round is as it is to be", () => {
  const tale = shown();
  tale.ask(WEST, EDIT, { status: 200, body: {}, ifMatch: '"a"' });
  tale.write(profileItem(WEST, { name: { value: "Countess", atMs: 9, seen: { [EAST]: "9" } } }));
  tale.ask(WEST, EDIT, { status: 412, ifMatch: '"a"' });

  expect(proofOf(guardsHold, tale.end()).broken).toEqual([]);
});
