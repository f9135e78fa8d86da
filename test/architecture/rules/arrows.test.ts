import { expect, test } from "vitest";
import { check, manifest } from "../codebase/example.ts";
import { arrows } from "./arrows.ts";

const FILE = "packages/kernel/src/index.ts";

function taking(from: string, code: string): readonly string[] {
  return check(arrows, { [from]: code, [FILE]: "export const one = 1;\n" });
}

test("an arrow that points back is caught, whichever way the import is written", () => {
  expect(taking("packages/kernel/src/a.ts", 'import { x } from "@tandem/shop";')).toHaveLength(1);
  expect(taking("packages/kernel/src/a.ts", 'import type { X } from "@tandem/shop";')).toHaveLength(1);
  expect(taking("packages/kernel/src/a.ts", 'export { x } from "@tandem/shop/cart";')).toHaveLength(1);
  expect(taking("packages/kernel/src/a.ts", 'const x = await import("@tandem/shop");')).toHaveLength(1);
  expect(taking("packages/kernel/src/a.ts", 'type X = import("@tandem/shop").X;')).toHaveLength(1);
  expect(taking("packages/kernel/src/a.ts", 'import { x } from "../../shop/src/cart.ts";')).toEqual([
    "packages/kernel/src/a.ts:1 `kernel` imports `shop`",
  ]);
});

test("an arrow that points forward passes, and so does a name in a comment or a string", () => {
  expect(taking("packages/shop/src/a.ts", 'import { x } from "@tandem/kernel";')).toEqual([]);
  expect(taking("packages/delivery/src/a.ts", 'import { x } from "@tandem/replication";')).toEqual([]);
  expect(
    taking("packages/kernel/src/a.ts", '// import { x } from "@tandem/shop"\nconst text = `import "@tandem/shop"`;'),
  ).toEqual([]);
});

test("adapters do not know each other", () => {
  expect(taking("packages/aws/src/a.ts", 'import { x } from "@tandem/http";')).toHaveLength(1);
  expect(taking("packages/http/src/a.ts", 'import { x } from "@tandem/aws";')).toHaveLength(1);
});

test("`aws` takes the shop's ports as types, and nothing that runs", () => {
  expect(taking("packages/aws/src/a.ts", 'import type { CartStore } from "@tandem/shop";')).toEqual([]);
  expect(taking("packages/aws/src/a.ts", 'import { type CartStore, fold } from "@tandem/shop";')).toEqual([
    "packages/aws/src/a.ts:1 `aws` runs code of `shop`",
  ]);
});

test("`client` and `console` know nobody", () => {
  expect(taking("packages/client/src/a.ts", 'import { must } from "@tandem/kernel";')).toHaveLength(1);
  expect(taking("packages/console/src/a.ts", 'import { must } from "@tandem/kernel";')).toHaveLength(1);
});

test("`local` and `infra` take plain data, and not the code beside it", () => {
  const functions = JSON.stringify({
    name: "@tandem/functions",
    exports: { "./manifest": "./manifest.ts", "./api": "./api.ts" },
  });
  const taken = (path: string, entry: string) =>
    check(arrows, { "functions/package.json": functions, [path]: `import { x } from "@tandem/functions/${entry}";` });

  expect(taken("packages/local/src/a.ts", "manifest")).toEqual([]);
  expect(taken("infra/region/api.ts", "manifest")).toEqual([]);
  expect(taken("packages/local/src/a.ts", "api")).toHaveLength(1);
  expect(taken("infra/region/api.ts", "api")).toHaveLength(1);
});

test("a manifest obeys the same arrows", () => {
  expect(check(arrows, { "packages/kernel/package.json": manifest("kernel", ["shop"]) })).toEqual([
    "packages/kernel/package.json:1 declares `shop`",
  ]);
  expect(check(arrows, { "packages/shop/package.json": manifest("shop", ["kernel"]) })).toEqual([]);
  expect(check(arrows, { "packages/local/package.json": manifest("local", ["kernel", "functions"]) })).toEqual([]);
});

test("a package without a row in the table may know nobody", () => {
  expect(taking("packages/extras/src/a.ts", 'import { must } from "@tandem/kernel";')).toHaveLength(1);
});
