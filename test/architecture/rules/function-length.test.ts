import { expect, test } from "vitest";
import { check } from "../codebase/example.ts";
import { functionLength } from "./function-length.ts";

const FILE = "packages/shop/src/a.ts";
const body = (lines: number) => "  step();\n".repeat(lines - 2);

test.each([
  (lines: number) => `function a() {\n${body(lines)}}`,
  (lines: number) => `const a = () => {\n${body(lines)}};`,
  (lines: number) => `class A { a() {\n${body(lines)}} }`,
])("a function above 70 lines is caught, however it is written", (write) => {
  expect(check(functionLength, { [FILE]: write(70) })).toEqual([]);
  expect(check(functionLength, { [FILE]: write(71) })).toEqual([`${FILE}:1 has a function of 71 lines`]);
});

test("functions inside a function are counted by themselves", () => {
  const factory = (inner: number, own: number) =>
    `function createA() {\n${body(own)}  function b() {\n${body(inner)}  }\n}`;

  expect(check(functionLength, { [FILE]: factory(60, 60) })).toEqual([]);
  expect(check(functionLength, { [FILE]: factory(60, 71) })).toHaveLength(1);
  expect(check(functionLength, { [FILE]: factory(71, 60) })).toHaveLength(1);
});

test("a suite may be long, and a test in it may not", () => {
  const file = "packages/shop/src/a.test.ts";

  expect(check(functionLength, { [file]: `describe("a cart", () => {\n${body(100)}});` })).toEqual([]);
  expect(
    check(functionLength, { [file]: `describe("a cart", () => {\ntest("x", () => {\n${body(71)}});\n});` }),
  ).toHaveLength(1);
});

test("a handler above 30 lines is caught, and a function beside it is not", () => {
  const handler = (lines: number) => `export const handler = async () => {\n${body(lines)}};`;

  expect(check(functionLength, { "functions/api.ts": handler(30) })).toEqual([]);
  expect(check(functionLength, { "functions/api.ts": handler(31) })).toEqual([
    "functions/api.ts:1 has a handler of 31 lines",
  ]);
  expect(check(functionLength, { "functions/api.ts": `export const [table] = [() => {\n${body(60)}}];` })).toEqual([]);
  expect(check(functionLength, { "packages/aws/src/a.ts": handler(60), "functions/a.test.ts": handler(60) })).toEqual(
    [],
  );
  expect(check(functionLength, { "functions/api.ts": `export function build() {\n${body(60)}}` })).toEqual([]);
});
