import { expect, test } from "vitest";
import { check } from "../codebase/example.ts";
import { sameEverywhere } from "./same-everywhere.ts";

const PATH = "packages/sandbox/src/region/wait.ts";

test.each([
  "const wait = (tries: number) => 2 ** tries;",
  "let wait = 2; wait **= 3;",
  "const late = Math.exp(rate);",
  "const doublings = Math.log2(wait);",
  "names.sort((a, b) => a.localeCompare(b));",
  "const order = new Intl.Collator().compare;",
  "const hour = new Date(nowMs).getHours();",
])("%s may differ between machines", (text) => {
  expect(check(sameEverywhere, { [PATH]: text })).toEqual([expect.stringContaining("may differ between machines")]);
});

test.each([
  "const range = 2 ** 32;",
  "const waitMs = firstMs * (1 << tries);",
  "const hour = new Date(nowMs).getUTCHours();",
  "const root = Math.sqrt(2) + Math.floor(1.5);",
])("%s does not", (text) => {
  expect(check(sameEverywhere, { [PATH]: text })).toEqual([]);
});

test("tests, and what no history runs, may compute as they like", () => {
  const text = "const wait = 2 ** tries;";

  expect(check(sameEverywhere, { "packages/sandbox/src/a.test.ts": text, "packages/local/src/b.ts": text })).toEqual(
    [],
  );
});
