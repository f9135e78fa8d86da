import { expect, test } from "vitest";
import { privateText } from "../people-operations.ts";
import { only, proofOf } from "../testing/breaks-only.ts";
import { cartFact, profileItem } from "../testing/people-items.ts";
import { ADA, createTale, EAST, type Tale, WEST } from "../testing/tale.ts";
import { privateStaysPrivate } from "./private-stays-private.ts";

const NAME = privateText(ADA, "name 1");

function adaSpeaks() {
  const tale = createTale();
  tale.ask(EAST, { kind: "edit-profile", customer: ADA, edits: { name: NAME } }, { status: 200, body: { name: NAME } });
  tale.write(profileItem(EAST, { name: { value: NAME, atMs: 1 } }));
  return tale;
}

test("what a customer says of himself lies in his profile, and he is shown it", () => {
  expect(proofOf(privateStaysPrivate, adaSpeaks().end()).broken).toEqual([]);
});

test("in another item, in a log, and in an answer to somebody else it is seen", () => {
  const leaks = [
    (tale: Tale) => tale.write(cartFact({ name: "NOTE", region: EAST, data: { of: NAME } })),
    ({ recorder }: Tale) => recorder.add({ kind: "leaked", region: WEST, text: NAME }),
    (tale: Tale) => tale.ask(WEST, { kind: "read-profile", customer: "bob" }, { status: 200, body: { name: NAME } }),
  ];
  for (const leak of leaks) {
    const tale = adaSpeaks();
    leak(tale);

    expect(proofOf(privateStaysPrivate, tale.end())).toEqual(only(privateStaysPrivate));
  }
});
