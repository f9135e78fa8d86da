import { expect, test } from "vitest";
import { check } from "../codebase/example.ts";
import { names } from "./names.ts";

test.each(["interface ICartStore {}", "type IStore = string;", "class CartStoreImpl {}", "const MAX_AGE_MS = 5;"])(
  "%s is misnamed",
  (code) => {
    expect(check(names, { "packages/shop/src/a.ts": code })).toHaveLength(1);
  },
);

test.each([
  "interface Item {}",
  "interface IPAddress {}",
  "class DynamoCartStore {}",
  "const AGE_MS_MAX = 5;",
  "const MAX = 5;",
])("%s is well named", (code) => {
  expect(check(names, { "packages/shop/src/a.ts": code })).toEqual([]);
});
