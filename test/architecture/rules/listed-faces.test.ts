import { expect, test } from "vitest";
import { check, manifest } from "../codebase/example.ts";
import { listedFaces } from "./listed-faces.ts";

const INDEX = "packages/shop/src/index.ts";

test("a wildcard in `exports` is caught, and an entry that leads nowhere", () => {
  const files = { "packages/shop/package.json": manifest("shop", [], [".", "./*", "./gone"]), [INDEX]: "" };

  expect(check(listedFaces, files)).toEqual([
    "packages/shop/package.json:1 exports ./*, a wildcard",
    "packages/shop/package.json:1 exports ./gone from packages/shop/src/gone.ts, which is not there",
  ]);
});

test("a file that exports whatever another does is caught", () => {
  expect(check(listedFaces, { [INDEX]: 'export * from "./cart.ts";' })).toHaveLength(1);
  expect(check(listedFaces, { [INDEX]: 'export type * from "./cart.ts";' })).toHaveLength(1);
});

test("a list by hand passes", () => {
  const files = {
    "packages/shop/package.json": manifest("shop"),
    [INDEX]: 'export { a, type B } from "./cart.ts";\nexport * as cart from "./cart.ts";',
  };

  expect(check(listedFaces, files)).toEqual([]);
});
