import { expect, test } from "vitest";
import { check } from "../codebase/example.ts";
import { proofs } from "./proofs.ts";

const RULE = "test/architecture/rules/a.ts";
const PROOF = "test/architecture/rules/a.test.ts";
const LIST = "test/architecture/house-rules.ts";

test("a rule without a proof or a place on the list is caught", () => {
  expect(check(proofs, { [RULE]: "", [LIST]: 'import { a } from "./rules/a.ts";' })).toEqual([
    `${RULE}:1 has no proof`,
  ]);
  expect(check(proofs, { [RULE]: "", [PROOF]: "", [LIST]: "" })).toEqual([`${RULE}:1 is not listed`]);
});

test("a rule with both passes", () => {
  expect(check(proofs, { [RULE]: "", [PROOF]: "", [LIST]: 'import { a } from "./rules/a.ts";' })).toEqual([]);
});
