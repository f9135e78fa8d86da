import { expect, test } from "vitest";
import { check } from "../codebase/example.ts";
import { openingComment } from "./opening-comment.ts";

const FILE = "packages/shop/src/cart.ts";
const COMMENT = "/** A cart is a set of adds, so that two regions can both fill it. */";

test.each([
  "const a = 1;",
  `const a = 1;\n${COMMENT}`,
  "// The cart.\nconst a = 1;",
  `// The cart.\nconst a = 1;\n${COMMENT}`,
  "/***/\nconst a = 1;",
])("%s is not an opening", (code) => {
  expect(check(openingComment, { [FILE]: code })).toEqual([`${FILE}:1 does not open with a comment`]);
});

test.each([
  `${COMMENT}\nconst a = 1;`,
  `#!/usr/bin/env node\n${COMMENT}\nconst a = 1;`,
  "// A cart is a set of adds,\n// so that two regions can both fill it.\nconst a = 1;",
])("%s is one", (code) => {
  expect(check(openingComment, { [FILE]: code })).toEqual([]);
});

test("tests, faces and configs need none", () => {
  const files = { "packages/shop/src/index.ts": "", "packages/shop/src/a.test.ts": "", "vitest.config.ts": "" };

  expect(check(openingComment, files)).toEqual([]);
});
