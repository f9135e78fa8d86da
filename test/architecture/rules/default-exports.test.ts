import { expect, test } from "vitest";
import { check } from "../codebase/example.ts";
import { defaultExports } from "./default-exports.ts";

test.each([
  "export default function run() {}",
  "export default 1;",
  "const a = 1;\nexport { a as default };",
  'export { default } from "./b.ts";',
])("%s is a default export", (code) => {
  expect(check(defaultExports, { "packages/shop/src/a.ts": code })).toHaveLength(1);
});

test("a tool's config has one, and importing one is no export", () => {
  expect(
    check(defaultExports, { "vitest.config.ts": "export default {};", "infra/a.ts": 'import x from "x";' }),
  ).toEqual([]);
});
