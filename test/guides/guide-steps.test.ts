import { expect, test } from "vitest";
import { edited, guideSteps } from "./guide-steps.ts";

const GUIDE = [
  "Some words, and code that is only shown:",
  "```ts",
  "const a = 1;",
  "```",
  "```diff file=a.ts",
  " one",
  "-two",
  "+three",
  "```",
  "```ts file=b.ts",
  "four",
  "```",
  "```sh exit=1",
  "npm run simulate -- --seeds 3",
  "npm run simulate",
  "```",
].join("\n");

test("a guide's steps are its blocks that say a file or an exit code", () => {
  expect(guideSteps(GUIDE)).toEqual([
    { kind: "edit", file: "a.ts", before: "one\ntwo", after: "one\nthree" },
    { kind: "write", file: "b.ts", text: "four\n" },
    { kind: "run", command: "npm run simulate -- --seeds 3", exit: 1 },
    { kind: "run", command: "npm run simulate", exit: 1 },
  ]);
});

test("an edit that finds no place, or two, is refused", () => {
  const step = { kind: "edit", file: "a.ts", before: "one\ntwo", after: "one\nthree" } as const;

  expect(edited("zero\none\ntwo\n", step)).toBe("zero\none\nthree\n");
  expect(() => edited("one\n", step)).toThrow("0 times");
  expect(() => edited("one\ntwo\none\ntwo\n", step)).toThrow("2 times");
});
