import { expect, test } from "vitest";
import { check, manifest } from "../codebase/example.ts";
import { facesOnly } from "./faces-only.ts";

const SHOP = "packages/shop/src/a.ts";

function taking(specifier: string): readonly string[] {
  return check(facesOnly, {
    "packages/kernel/package.json": manifest("kernel", [], [".", "./laws"]),
    "packages/shop/package.json": manifest("shop", ["kernel"]),
    [SHOP]: `import { x } from "${specifier}";\n`,
  });
}

test("an entry of another package's exports passes, and a file of one's own", () => {
  expect(taking("@tandem/kernel")).toEqual([]);
  expect(taking("@tandem/kernel/laws")).toEqual([]);
  expect(taking("./b.ts")).toEqual([]);
  expect(taking("zod")).toEqual([]);
});

test("a way into another package that is no entry is caught", () => {
  expect(taking("@tandem/kernel/src/clock.ts")).toEqual([
    `${SHOP}:1 @tandem/kernel/src/clock.ts is no entry of @tandem/kernel`,
  ]);
  expect(taking("../../kernel/src/clock.ts")).toEqual([`${SHOP}:1 reaches into kernel by path`]);
  expect(taking("@tandem/kernal")).toEqual([`${SHOP}:1 imports @tandem/kernal, which is no package here`]);
});

test("an index that is no entry of the package is a file as any other", () => {
  const files = { "packages/shop/package.json": manifest("shop"), [SHOP]: 'import { x } from "./cart/index.ts";' };

  expect(check(facesOnly, files)).toEqual([]);
});

test("the root reaches into its folders by path", () => {
  expect(check(facesOnly, { "sst.config.ts": 'await import("./infra/region/api.ts");' })).toEqual([]);
});

test("the package's own name and index are caught", () => {
  expect(taking("@tandem/shop")).toEqual([`${SHOP}:1 imports its own package by name`]);
  expect(taking("./index.ts")).toEqual([`${SHOP}:1 imports the index of its own package`]);
});
