import { expect, test } from "vitest";
import { check } from "../codebase/example.ts";
import { parameters } from "./parameters.ts";

test.each([
  "function a(b, c, d, e) {}",
  "const a = (b, c, d, e) => b;",
  "class A { constructor(b, c, d, e) {} }",
  "interface A { b(c: string, d: string, e: string, f: string): void }",
])("%s takes too many", (code) => {
  expect(check(parameters, { "packages/shop/src/a.ts": code })).toEqual([
    "packages/shop/src/a.ts:1 takes 4 parameters",
  ]);
});

test.each([
  "function a(b, c, d) {}",
  "function a({ b, c, d, e }) {}",
  "function a(this: A, b, c, d) {}",
  "text.replace(PATTERN, (a, b, c, d) => d);",
  "const handler: Handler = (a, b, c, d) => d;",
])("%s passes", (code) => {
  expect(check(parameters, { "packages/shop/src/a.ts": code })).toEqual([]);
});
