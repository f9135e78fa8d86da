import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { UsageError } from "../../command-line.ts";
import { checkMutant } from "./mutant.ts";
import { findMutant, MUTANTS } from "./mutants.ts";

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));
const names = MUTANTS.map(({ name }) => name);

test.each(MUTANTS)("$name fits the code as it stands", (mutant) => {
  checkMutant(mutant, ROOT);

  expect(mutant.name).toMatch(/^[a-z-]+$/);
  expect(mutant.story).toMatch(/^[A-Z].{20,}\.$/);
  expect(mutant.edits.length).toBeGreaterThan(0);
});

test("no two mutants have one name, and each is found by its own", () => {
  expect(new Set(names).size).toBe(names.length);
  expect(names.map((name) => findMutant(name).name)).toEqual(names);
  expect(() => findMutant("no-such")).toThrow(UsageError);
});

test("the page in docs has a row for each mutant and for no other, and none survives", () => {
  const page = readFileSync(`${ROOT}docs/mutants.md`, "utf8");
  const rows = page.split("\n").filter((line) => line.startsWith("| `"));

  expect(rows.map((row) => row.split("`")[1])).toEqual(names);
  expect(page).not.toContain("not in ");
});
