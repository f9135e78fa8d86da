import { expect, test } from "vitest";
import { check } from "../codebase/example.ts";
import { focusedTests } from "./focused-tests.ts";

const FILE = "packages/shop/src/a.test.ts";

test.each(['test.only("x", run);', 'describe.skip("x", run);', 'test.todo("x");', 'it.concurrent.skip("x", run);'])(
  "%s is caught",
  (code) => {
    expect(check(focusedTests, { [FILE]: code })).toHaveLength(1);
  },
);

test("what runs passes, and so does a member of another thing", () => {
  const code =
    'test("only", run);\ntest.skipIf(isMac)("x", run);\ntest.each([1])("x", run);\nstream.skip(2);\n// test.only';

  expect(check(focusedTests, { [FILE]: code })).toEqual([]);
});
