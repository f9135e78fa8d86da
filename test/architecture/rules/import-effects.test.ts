import { expect, test } from "vitest";
import { check } from "../codebase/example.ts";
import { importEffects } from "./import-effects.ts";

const FILE = "packages/shop/src/a.ts";

test.each([
  "start();",
  'import "./polyfill.ts";',
  "const client = createClient();",
  "const client = new Client();",
  "export const value = await load();",
  "if (ready) go();",
  "for (const each of list) go(each);",
  "const value = (() => 1)();",
  "const table = { now: readClock() };",
  "class Cart { static { register(Cart); } }",
  "class Cart { static readonly id = next(); }",
  "registry.cart = 1;",
  "const table = { last: (latest = 1) };",
  "const table = { last: latest++ };",
  "class Cart { static { latest = 1; } }",
  "const value = go.at.once.now();",
])("%s does something on import", (code) => {
  expect(check(importEffects, { [FILE]: code })).toHaveLength(1);
});

test.each([
  'import { a } from "./b.ts";\nexport { c } from "./c.ts";',
  "const KINDS: ReadonlySet<string> = new Set(['a', 'b']);",
  "export const Cart = z.object({ id: z.string().min(1) }).strict();\nconst Line = Cart.optional();",
  "const NAMES = Object.keys(TABLE).map((name) => go(name)).join('|');",
  "const PATTERN = new RegExp('^' + NAMES);",
  "const run = () => go();\nfunction stop() { go(); }\nclass Cart { items = list(); add() { go(); } }",
  "interface A { b(): void }\ntype C = ReturnType<typeof go>;\ndeclare const brand: unique symbol;",
])("%s only declares", (code) => {
  expect(check(importEffects, { [FILE]: code })).toEqual([]);
});

test("a program runs, as long as nobody imports it", () => {
  const program = { "packages/local/src/watchdog-process.ts": "main();" };
  const importer = { "packages/local/src/a.ts": 'import { x } from "./watchdog-process.ts";' };

  expect(check(importEffects, program)).toEqual([]);
  expect(check(importEffects, { ...program, ...importer })).toHaveLength(1);
});

test("composition roots, scripts and tests may run", () => {
  expect(
    check(importEffects, { "functions/api.ts": "go();", "scripts/start.ts": "go();", "test/a.test.ts": "go();" }),
  ).toEqual([]);
});
