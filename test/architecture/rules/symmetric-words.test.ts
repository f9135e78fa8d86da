import { expect, test } from "vitest";
import { check } from "../codebase/example.ts";
import { symmetricWords } from "./symmetric-words.ts";

/** Put together here, so that the rule does not catch its own test. */
const ranked = (rank: string, thing: string) => `${rank}${thing}`;

test("a word that ranks regions is caught in code, comments and documents", () => {
  const files = {
    "packages/shop/src/a.ts": `const a = 1;\nconst ${ranked("primary", "Region")} = 1;`,
    "docs/guide.md": `The ${ranked("secondary ", "region")} takes over.`,
  };

  expect(check(symmetricWords, files)).toHaveLength(2);
});

test("a primary key is DynamoDB's word and passes", () => {
  expect(check(symmetricWords, { "docs/guide.md": "The primary key names the home region." })).toEqual([]);
});
