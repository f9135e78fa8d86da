import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { checkMutant, mutate } from "./mutant.ts";

const mutant = {
  name: "no-floor",
  story: "Stock may go below zero.",
  file: "shop/stock.ts",
  edits: [{ find: "left < 0", replace: "false" }],
};
const SOURCE = "export function isShort(left: number): boolean {\n  return left < 0;\n}\n";
const LOADER = pathToFileURL(fileURLToPath(new URL("./load-mutant.ts", import.meta.url))).href;

let root = "";

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "tandem-mutant-"));
  mkdirSync(join(root, "shop"));
  writeFileSync(join(root, "package.json"), '{"type":"module"}');
  writeFileSync(join(root, "shop", "stock.ts"), SOURCE);
});

afterEach(() => {
  rmSync(root, { recursive: true });
});

test("an edit replaces what it finds, to the letter", () => {
  expect(mutate(mutant, SOURCE, mutant.name)).toBe(SOURCE.replace("left < 0", "false"));
  expect(mutate({ ...mutant, edits: [{ find: "left < 0", replace: "'$&'" }] }, SOURCE, mutant.name)).toContain(
    "return '$&';",
  );
});

test("a mutant that no longer fits the code says so, and how", () => {
  const moved = { ...mutant, edits: [{ find: "left <= 0", replace: "false" }] };
  const twice = { ...mutant, edits: [{ find: "e", replace: "f" }] };

  expect(() => checkMutant(mutant, root)).not.toThrow();
  expect(() => checkMutant(moved, root)).toThrow(/no-floor does not fit the code: "left <= 0" no longer stands/);
  expect(() => checkMutant(twice, root)).toThrow(/stands \d+ times in shop\/stock\.ts/);
  expect(() => checkMutant({ ...mutant, file: "shop/gone.ts" }, root)).toThrow(/there is no shop\/gone\.ts/);
  expect(() => checkMutant({ ...mutant, also: { ...mutant, file: "shop/gone.ts" } }, root)).toThrow(/shop\/gone\.ts/);
});

test("a process that loads a mutant runs the changed code, and knows whether it did", () => {
  const program = `
    import { loadMutant } from ${JSON.stringify(LOADER)};
    const isLoaded = loadMutant(${JSON.stringify(mutant)}, ${JSON.stringify(root)});
    const before = isLoaded();
    const { isShort } = await import(${JSON.stringify(pathToFileURL(join(root, "shop/stock.ts")).href)});
    process.stdout.write(JSON.stringify([before, isShort(-1), isLoaded()]));`;

  const { stdout, stderr } = spawnSync(process.execPath, ["--input-type=module", "-e", program], { encoding: "utf8" });

  expect(stderr).toBe("");
  expect(JSON.parse(stdout)).toEqual([false, false, true]);
});
