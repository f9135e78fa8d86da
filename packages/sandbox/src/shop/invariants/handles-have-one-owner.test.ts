import { expect, test } from "vitest";
import { only, proofOf } from "../testing/breaks-only.ts";
import { ADA, createTale, EAST, WEST } from "../testing/tale.ts";
import { handlesHaveOneOwner } from "./handles-have-one-owner.ts";

function claim(customer: string) {
  return { kind: "claim-handle", customer, handle: "captain" } as const;
}

const MINE = { status: 200, body: { handle: "captain", owner: "me" } };
const TAKEN = { status: 409, body: { type: "https://tandem.example/problems/taken" } };

test("two who were both given one handle are seen", () => {
  const tale = createTale();
  tale.ask(EAST, claim(ADA), MINE);
  tale.ask(WEST, claim("bob"), MINE);

  expect(proofOf(handlesHaveOneOwner, tale.end())).toEqual(only(handlesHaveOneOwner));
});

test("who is refused a handle that nobody can have is seen", () => {
  const tale = createTale();
  tale.ask(WEST, claim("bob"), TAKEN);

  expect(proofOf(handlesHaveOneOwner, tale.end())).toEqual(only(handlesHaveOneOwner));
});

test("who heard nothing may have it, and who was forgotten may have lost it", () => {
  const tale = createTale();
  tale.ask(EAST, claim(ADA));
  tale.ask(WEST, claim("bob"), TAKEN);
  tale.ask(EAST, { kind: "erase-person", customer: ADA });
  tale.ask(WEST, claim("bob"), MINE);
  tale.ask(EAST, claim(ADA), TAKEN);

  expect(proofOf(handlesHaveOneOwner, tale.end()).broken).toEqual([]);
});

test("an answer that the table contradicts is seen, also where one owner would explain it", () => {
  const tale = createTale();
  tale.recorder.add({ kind: "claimed", name: "handle#captain", owner: "bob" });
  tale.ask(EAST, claim(ADA), MINE);

  expect(proofOf(handlesHaveOneOwner, tale.end())).toEqual(only(handlesHaveOneOwner));
});
