import { expect, test } from "vitest";
import { check } from "../codebase/example.ts";
import { fileLength } from "./file-length.ts";

const FILE = "packages/shop/src/a.ts";
const withLines = (count: number) => ({ [FILE]: "const a = 1;\n".repeat(count) });

test("a file above 200 lines without a reason is caught", () => {
  expect(check(fileLength({}), withLines(200))).toEqual([]);
  expect(check(fileLength({}), withLines(201))).toEqual([`${FILE}:200 has 201 lines`]);
});

test("a reason lets it grow to 300 lines, and no further", () => {
  const allowed = fileLength({ [FILE]: "one table" });

  expect(check(allowed, withLines(300))).toEqual([]);
  expect(check(allowed, withLines(301))).toEqual([`${FILE}:200 has 301 lines`]);
});

test("a reason that is no longer needed is caught", () => {
  expect(check(fileLength({ [FILE]: "one table" }), withLines(60))).toHaveLength(1);
});
