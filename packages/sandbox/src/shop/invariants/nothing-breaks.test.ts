import { expect, test } from "vitest";
import { only, proofOf } from "../testing/breaks-only.ts";
import { ADA, createTale, EAST } from "../testing/tale.ts";
import { nothingBreaks } from "./nothing-breaks.ts";

test("an answer that the service itself is wrong is a bug", () => {
  const tale = createTale();
  tale.ask(EAST, { kind: "list-orders", customer: ADA, limit: 5 }, { status: 500 });

  expect(proofOf(nothingBreaks, tale.end())).toEqual(only(nothingBreaks));
});

test("an answer that the service is away is none", () => {
  const tale = createTale();
  tale.ask(EAST, { kind: "list-orders", customer: ADA, limit: 5 }, { status: 503 });

  expect(proofOf(nothingBreaks, tale.end()).broken).toEqual([]);
});
