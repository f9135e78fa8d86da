import { expect, test } from "vitest";
import { only, proofOf } from "../testing/breaks-only.ts";
import { createTale, WEST } from "../testing/tale.ts";
import { healedRegionsAnswer } from "./healed-regions-answer.ts";

test("a region that does not answer when all is healed is not healed", () => {
  expect(proofOf(healedRegionsAnswer, createTale().end({ silent: WEST }))).toEqual(only(healedRegionsAnswer));
});
