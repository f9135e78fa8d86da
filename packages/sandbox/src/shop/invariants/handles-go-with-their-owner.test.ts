import { expect, test } from "vitest";
import { only, proofOf } from "../testing/breaks-only.ts";
import { ADA, createTale, EAST, WEST } from "../testing/tale.ts";
import { handlesGoWithTheirOwner } from "./handles-go-with-their-owner.ts";

const FORGET = { kind: "erase-person", customer: ADA } as const;

function held() {
  const tale = createTale();
  tale.recorder.add({ kind: "claimed", name: "handle#captain", owner: ADA });
  tale.pass(5_000);
  return tale;
}

test("who is told that he is forgotten and still has a handle is told wrong", () => {
  const tale = held();
  tale.ask(WEST, FORGET, { status: 200, body: { erased: true } });

  expect(proofOf(handlesGoWithTheirOwner, tale.end()).broken).toContain(handlesGoWithTheirOwner.name);
});

test("who is told that a handle is left is told right", () => {
  const tale = held();
  tale.ask(WEST, FORGET, { status: 202, body: { erased: false } });

  expect(proofOf(handlesGoWithTheirOwner, tale.end()).broken).not.toContain(handlesGoWithTheirOwner.name);
});

test("a handle that goes although its owner never asked for it is seen", () => {
  const tale = held();
  tale.recorder.add({ kind: "claimed", name: "handle#captain", owner: "bob" });
  tale.ask(EAST, { kind: "read-handle", customer: ADA, handle: "captain" });

  expect(proofOf(handlesGoWithTheirOwner, tale.end())).toEqual(only(handlesGoWithTheirOwner));
});
