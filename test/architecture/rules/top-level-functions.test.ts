import { expect, test } from "vitest";
import { check } from "../codebase/example.ts";
import { topLevelFunctions } from "./top-level-functions.ts";

const FILE = "packages/shop/src/a.ts";

test("a function in a constant at top level is caught", () => {
  expect(check(topLevelFunctions, { [FILE]: "export const add = (a: number) => a + 1;" })).toHaveLength(1);
  expect(check(topLevelFunctions, { [FILE]: "const add = function () {};" })).toHaveLength(1);
});

test("a declaration passes, and so does a typed or an inner function", () => {
  const code =
    "function add() { const inner = () => 1; return inner(); }\nexport const handler: Handler = async () => add();";

  expect(check(topLevelFunctions, { [FILE]: code })).toEqual([]);
});
