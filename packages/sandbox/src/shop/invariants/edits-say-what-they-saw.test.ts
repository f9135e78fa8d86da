import { expect, test } from "vitest";
import { only, proofOf } from "../testing/breaks-only.ts";
import { conflictItem, profileItem, stampAt } from "../testing/people-items.ts";
import { ADA, createTale, EAST, WEST } from "../testing/tale.ts";
import { editsSayWhatTheySaw } from "./edits-say-what-they-saw.ts";

const EDIT = { kind: "edit-profile", customer: ADA, edits: { name: "Eve" } } as const;
const EARLY = profileItem(EAST, { name: { value: "Ada", atMs: 5 } }, 5);
const LATE = profileItem(WEST, { name: { value: "Countess", atMs: 6 } }, 6);
const SEEN_BOTH = { [EAST]: stampAt(5, EAST), [WEST]: stampAt(6, WEST) };
const OVER_BOTH = profileItem(WEST, { name: { value: "Eve", atMs: 9, seen: SEEN_BOTH } }, 9);

test("an edit that says it had seen what its region did not hold is seen", () => {
  const tale = createTale();
  tale.ask(WEST, EDIT);
  tale.write(LATE);
  tale.write(OVER_BOTH);

  expect(proofOf(editsSayWhatTheySaw, tale.end())).toEqual(only(editsSayWhatTheySaw));
});

test("an edit over two that did not know each other, of which nobody is told, is seen", () => {
  for (const isTold of [false, true]) {
    const tale = createTale();
    tale.write(EARLY);
    tale.write(LATE);
    const name = { operationId: "edit-profile 1", number: 1 };
    const details = { cursor: undefined, orderId: undefined };
    tale.recorder.add({ kind: "asked", try: name, region: WEST, operation: EDIT, ...details });
    tale.write(OVER_BOTH);
    tale.recorder.add({ kind: "answered", try: name, status: 200, body: {} });
    if (isTold) tale.write(conflictItem(WEST, { winner: stampAt(6, WEST), loser: stampAt(5, EAST) }));

    expect(proofOf(editsSayWhatTheySaw, tale.end()).broken).toEqual(isTold ? [] : [editsSayWhatTheySaw.name]);
  }
});
