import { expect, test } from "vitest";
import { check } from "../codebase/example.ts";
import { rings } from "./rings.ts";

const CONFIG = `
  export default { test: { projects: [
    { test: { name: "unit", include: ["packages/*/src/**/*.test.ts"] } },
    { test: { name: "laws", include: ["packages/*/src/laws/*.test.ts", "test/contract/**/*.test.ts"] } },
  ] } };
`;

function ringsOf(path: string): readonly string[] {
  return check(rings, { "vitest.config.ts": CONFIG, [path]: "" });
}

test("a test that no ring runs is caught", () => {
  expect(ringsOf("test/forgotten/a.test.ts")).toEqual(["test/forgotten/a.test.ts:1 is run by no ring"]);
  expect(ringsOf("packages/shop/src/a.spec.ts")).toHaveLength(1);
});

test("a test that two rings run is caught", () => {
  expect(ringsOf("packages/shop/src/laws/a.test.ts")).toEqual(["packages/shop/src/laws/a.test.ts:1 is run by 2 rings"]);
});

test("a test that one ring runs passes, and what is no test is not asked", () => {
  expect(ringsOf("packages/shop/src/deep/a.test.ts")).toEqual([]);
  expect(ringsOf("test/contract/a.test.ts")).toEqual([]);
  expect(ringsOf("test/forgotten/a.ts")).toEqual([]);
});
