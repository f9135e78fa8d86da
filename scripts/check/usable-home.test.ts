import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { usableHome } from "./usable-home.ts";

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "tandem-home-"));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

test("the first home that can be written to is taken, and left as it was", () => {
  const { path, release } = usableHome(tmpdir(), [root, tmpdir()]);
  release();

  expect(path).toBe(root);
  expect(readdirSync(root)).toEqual([]);
});

test("without one, a passing folder serves and is removed", () => {
  const file = join(root, "file");
  writeFileSync(file, "");

  const { path, release } = usableHome(root, [undefined, "", join(root, "missing"), file]);
  expect(existsSync(path)).toBe(true);
  release();

  expect(readdirSync(root)).toEqual(["file"]);
});
