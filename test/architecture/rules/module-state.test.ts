import { expect, test } from "vitest";
import { check } from "../codebase/example.ts";
import { moduleState } from "./module-state.ts";

const FILE = "packages/shop/src/a.ts";

test.each([
  "let count = 0;",
  "export let count = 0;",
  "var count = 0;",
  "const seen = new Map<string, number>();",
  "export const seen: Set<string> = new Set();",
  "const seen: WeakMap<object, string> = new WeakMap();",
  "const list: string[] = [];\nfunction add() { list.push(1); }",
  "const state = { count: 0 };\nfunction add() { state.count += 1; }",
  "const state = { count: 0 };\nfunction add() { state.count++; }",
  "const state = { deep: { count: 0 } };\nfunction add() { delete state.deep.count; }",
  "const table = {};\nfunction add(name) { table[name] = 1; }",
  "class Counter { static count = 0; }",
])("%s is state", (code) => {
  expect(check(moduleState, { [FILE]: code })).toHaveLength(1);
});

test.each([
  "const KINDS: ReadonlySet<string> = new Set(['a']);",
  "const LIST = ['a'] as const;\nconst more = LIST.map((each) => each);",
  "function run() { let count = 0; const seen = new Set(); seen.add(count); count += 1; }",
  "const list = [1];\nfunction run(list: number[]) { list.push(2); }",
  "declare let injected: string;",
  "const size = -1;\nconst table = { a: 1 };\nconst kind = typeof table.a;",
  "function run() { const inner = []; inner.push(1); }",
  "class Fault { static readonly code = 1; private count = 0; add() { this.count += 1; } }",
])("%s is none", (code) => {
  expect(check(moduleState, { [FILE]: code })).toEqual([]);
});

test("a composition root keeps its clients, and a test its counters", () => {
  expect(
    check(moduleState, { "functions/api.ts": "let app;", "packages/shop/src/a.test.ts": "let count = 0;" }),
  ).toEqual([]);
});
