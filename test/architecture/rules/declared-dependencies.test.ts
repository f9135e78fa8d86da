import { expect, test } from "vitest";
import { check, manifest } from "../codebase/example.ts";
import { declaredDependencies } from "./declared-dependencies.ts";

const CODE = 'import { must } from "@tandem/kernel";\n';

test("a package that is imported and not declared is caught", () => {
  const files = { "packages/shop/package.json": manifest("shop"), "packages/shop/src/a.ts": CODE };

  expect(check(declaredDependencies, files)).toEqual(["packages/shop/src/a.ts:1 imports @tandem/kernel undeclared"]);
});

test("a package that is declared and not imported is caught", () => {
  const files = {
    "packages/shop/package.json": manifest("shop", ["kernel", "delivery"]),
    "packages/shop/src/a.ts": CODE,
  };

  expect(check(declaredDependencies, files)).toEqual([
    "packages/shop/package.json:1 declares @tandem/delivery and does not use it",
  ]);
});

test("a package that is both passes", () => {
  const files = { "packages/shop/package.json": manifest("shop", ["kernel"]), "packages/shop/src/a.ts": CODE };

  expect(check(declaredDependencies, files)).toEqual([]);
});
