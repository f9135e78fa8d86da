import { expect, test } from "vitest";
import { importsOf } from "./imports.ts";
import { parseSource } from "./syntax-tree.ts";

function importOf(code: string) {
  return importsOf(parseSource("a.ts", code)).map(({ specifier, typeOnly, names }) => ({ specifier, typeOnly, names }));
}

test.each([
  ['import { a, type B } from "x";', { typeOnly: false, names: ["a", "B"] }],
  ['import { a as b } from "x";', { typeOnly: false, names: ["a"] }],
  ['import type { A } from "x";', { typeOnly: true, names: ["A"] }],
  ['import { type A } from "x";', { typeOnly: true, names: ["A"] }],
  ['import a from "x";', { typeOnly: false, names: ["default"] }],
  ['import * as a from "x";', { typeOnly: false, names: ["*"] }],
  ['import "x";', { typeOnly: false, names: [] }],
  ['export { a, type B } from "x";', { typeOnly: false, names: ["a", "B"] }],
  ['export type { A } from "x";', { typeOnly: true, names: ["A"] }],
  ['export { type A } from "x";', { typeOnly: true, names: ["A"] }],
  ['export type * from "x";', { typeOnly: true, names: ["*"] }],
  ['export * as a from "x";', { typeOnly: false, names: ["*"] }],
  ['export * from "x";', { typeOnly: false, names: ["*"] }],
  ['const a = await import("x");', { typeOnly: false, names: ["*"] }],
  ['type A = import("x").A;', { typeOnly: true, names: ["*"] }],
])("%s", (code, taken) => {
  expect(importOf(code)).toEqual([{ specifier: "x", ...taken }]);
});

test("what is imported and then exported is one import", () => {
  expect(importOf('import { a } from "x";\nexport { a };')).toEqual([
    { specifier: "x", typeOnly: false, names: ["a"] },
  ]);
});

test("what only looks like an import is none", () => {
  expect(
    importOf('// import "x"\nconst a = `import "x"`;\nexport const b = 1;\nexport { a };\nconst c = await import(a);'),
  ).toEqual([]);
});
