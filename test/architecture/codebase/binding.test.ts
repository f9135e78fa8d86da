import { expect, test } from "vitest";
import { isDeclaredAround, isValueUse } from "./binding.ts";
import { parseSource, visit } from "./syntax-tree.ts";

/** How often `fetch` is used as a value in this code, and is not declared by it. */
function platformUses(code: string): number {
  let count = 0;
  visit(parseSource("a.ts", code).program, (node, ancestors) => {
    if (node.type !== "Identifier" || node.name !== "fetch" || !isValueUse(node, ancestors.at(-1))) return;
    if (!isDeclaredAround("fetch", ancestors)) count += 1;
  });
  return count;
}

test.each([
  "fetch();",
  "const get = fetch;",
  "fetch.bind(a);",
  "const ports = { fetch };",
  "const ports = { a: fetch };",
  "const ports = { [fetch]: 1 };",
  "const a = table[fetch];",
  "class Ports { a = fetch; }",
  "class Ports { [fetch]() {} }",
  "const a = fetch as Fetch;",
  "const a = fetch satisfies Fetch;",
  "function load(get = fetch) {}",
  "{ const fetch = 1; } fetch();",
  "function a(fetch) {} fetch();",
])("%s uses the platform's", (code) => {
  expect(platformUses(code)).toBe(1);
});

test.each([
  "import { fetch } from 'a'; fetch();",
  "import fetch from 'a'; fetch();",
  "import * as fetch from 'a'; fetch();",
  "import { fetch as get } from 'a'; get();",
  "export { fetch } from 'a'; export { get as fetch };",
  "const fetch = 1; go(fetch);",
  "export const fetch = 1; go(fetch);",
  "function fetch() {} fetch();",
  "export class fetch {} new fetch();",
  "const run = function fetch() { fetch(); };",
  "const run = function (fetch) { fetch(); };",
  "const run = (fetch) => fetch();",
  "const run = ({ fetch }) => fetch();",
  "const run = ({ a: { fetch } }) => fetch();",
  "const run = ([fetch]) => fetch();",
  "const run = (fetch = 1) => fetch();",
  "const run = (...fetch) => fetch();",
  "const run = ({ ...fetch }) => fetch();",
  "try { go(); } catch (fetch) { go(fetch); }",
  "try { go(); } catch { go(); }",
  "for (let fetch = 0; fetch < 1; ) go(fetch);",
  "for (;;) go();",
  "for (const fetch of list) go(fetch);",
  "for (const fetch in list) go(fetch);",
  "switch (a) { case 1: { const fetch = 1; go(fetch); } }",
  "switch (a) { case 1: const fetch = 1; go(fetch); }",
  "class A { static { const fetch = 1; go(fetch); } }",
  "class A { fetch = 1; }",
  "class A { fetch() {} }",
  "a.fetch(); const { fetch: get } = a;",
  "interface A { fetch(): void }",
  "type A = typeof fetch;",
])("%s does not", (code) => {
  expect(platformUses(code)).toBe(0);
});
