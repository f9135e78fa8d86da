import { expect, test } from "vitest";
import { only, proofOf } from "../testing/breaks-only.ts";
import { createTale, WEST } from "../testing/tale.ts";
import { beatsAreFresh } from "./beats-are-fresh.ts";

test("a region that no longer says that it is there is seen", () => {
  const tale = createTale();
  tale.beats.delete(WEST);

  expect(proofOf(beatsAreFresh, tale.end())).toEqual(only(beatsAreFresh));
});

test("a region that was last heard of three minutes ago is seen", () => {
  const tale = createTale();
  tale.beats.set(WEST, 180_000);

  expect(proofOf(beatsAreFresh, tale.end())).toEqual(only(beatsAreFresh));
});
