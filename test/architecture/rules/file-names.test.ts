import { expect, test } from "vitest";
import { check } from "../codebase/example.ts";
import { fileNames } from "./file-names.ts";

test.each([
  "utils.ts",
  "date-utils.ts",
  "helper.ts",
  "common/a.ts",
  "types.ts",
  "order-service.ts",
  "cache-manager.ts",
])("%s names nothing", (name) => {
  expect(check(fileNames, { [`packages/shop/src/${name}`]: "" })).toHaveLength(1);
});

test.each(["cartStore.ts", "CartStore.ts", "cart_store.ts", "Cart/store.ts"])("%s is not kebab-case", (name) => {
  expect(check(fileNames, { [`packages/shop/src/${name}`]: "" })).toEqual([
    `packages/shop/src/${name}:1 is not kebab-case`,
  ]);
});

test.each([
  "cart-store.ts",
  "cart-store.test.ts",
  "hlc.ts",
  "serviceable.ts",
  "README.md",
  "0001-node-24.md",
  "package.json",
])("%s passes", (name) => {
  expect(check(fileNames, { [`packages/shop/src/${name}`]: "{}" })).toEqual([]);
});
