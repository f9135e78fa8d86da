import { expect, test } from "vitest";
import { check, manifest } from "../codebase/example.ts";
import { cycles } from "./cycles.ts";

test("a circle of files is caught, also when it is closed by a type", () => {
  const files = {
    "packages/shop/src/a.ts": 'import { b } from "./b.ts";',
    "packages/shop/src/b.ts": 'import { c } from "./c.ts";',
    "packages/shop/src/c.ts": 'import type { A } from "./a.ts";',
  };

  expect(check(cycles, files)).toEqual([
    "packages/shop/src/a.ts:1 is on a circle: packages/shop/src/a.ts -> packages/shop/src/b.ts -> packages/shop/src/c.ts -> packages/shop/src/a.ts",
  ]);
});

test("two ways to one file are no circle", () => {
  const files = {
    "packages/shop/src/a.ts": 'import { b } from "./b.ts";\nimport { c } from "./c.ts";',
    "packages/shop/src/b.ts": 'import { c } from "./c.ts";',
    "packages/shop/src/c.ts": "export const c = 1;",
  };

  expect(check(cycles, files)).toEqual([]);
});

test("a circle of packages is caught, though no file is on one", () => {
  const files = {
    "packages/shop/package.json": manifest("shop", [], [".", "./b"]),
    "packages/delivery/package.json": manifest("delivery"),
    "packages/shop/src/a.ts": 'import { c } from "@tandem/delivery";',
    "packages/shop/src/b.ts": "export const b = 1;",
    "packages/delivery/src/index.ts": 'import { b } from "@tandem/shop/b";',
  };

  expect(check(cycles, files)).toEqual(["package.json:1 is on a circle: shop -> delivery -> shop"]);
});

test("a circle of packages is caught in their manifests, before any code closes it", () => {
  const files = {
    "packages/shop/package.json": manifest("shop", ["delivery"]),
    "packages/delivery/package.json": manifest("delivery", ["shop"]),
  };

  expect(check(cycles, files)).toEqual(["package.json:1 is on a circle: shop -> delivery -> shop"]);
});
