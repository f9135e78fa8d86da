import { expect, test } from "vitest";
import { only, proofOf } from "../testing/breaks-only.ts";
import { conflictItem, profileItem, stampAt } from "../testing/people-items.ts";
import { ADA, createTale, EAST, WEST } from "../testing/tale.ts";
import { successionsAreNotTold } from "./successions-are-not-told.ts";

const SIDES = { winner: stampAt(6, WEST), loser: stampAt(5, EAST) };
const EDIT = { kind: "edit-profile", customer: ADA, edits: { name: "Countess" } } as const;
const NEXT = profileItem(WEST, { name: { value: "Countess", atMs: 6, seen: { [EAST]: SIDES.loser } } });

test("an edit that had come before somebody asked for another has not lost to that", () => {
  const tale = createTale();
  tale.write(profileItem(EAST, { name: { value: "Ada", atMs: 5 } }));
  tale.ask(WEST, EDIT, { status: 200, body: {} });
  tale.write(NEXT);
  tale.write(conflictItem(EAST, SIDES));

  expect(proofOf(successionsAreNotTold, tale.end())).toEqual(only(successionsAreNotTold));
});

test("one that came while he was served may have", () => {
  const tale = createTale();
  tale.ask(WEST, EDIT, { status: 200, body: {} });
  tale.write(profileItem(EAST, { name: { value: "Ada", atMs: 5 } }));
  tale.write(NEXT);
  tale.write(conflictItem(EAST, SIDES));

  expect(proofOf(successionsAreNotTold, tale.end()).broken).toEqual([]);
});
