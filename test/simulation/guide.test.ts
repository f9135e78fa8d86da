import { spawn } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { edited, type GuideStep, guideSteps } from "./guide-steps.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const STEPS = guideSteps(readFileSync(join(ROOT, "docs/guides/simulate.md"), "utf8"));
const COPIED = [
  "docs",
  "functions",
  "infra",
  "packages",
  "scripts",
  "package.json",
  "tsconfig.json",
  "vitest.config.ts",
];
/** Of a package's `node_modules` only the links are wanted, and of a bundler's cache nothing. */
const LEFT_OUT: ReadonlySet<string> = new Set([".vite", ".bin", ".cache", ".tandem"]);
/** What `npm run NAME --` stands for. */
const PROGRAMS: Readonly<Record<string, string>> = {
  simulate: "scripts/simulate.ts",
  vitest: "node_modules/vitest/vitest.mjs",
};

let copy = "";

beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), "tandem-guide-"));
  const filter = (path: string) => !LEFT_OUT.has(basename(path));
  for (const name of COPIED)
    cpSync(join(ROOT, name), join(copy, name), { recursive: true, verbatimSymlinks: true, filter });
  symlinkSync(join(ROOT, "node_modules"), join(copy, "node_modules"));
});

afterAll(() => {
  rmSync(copy, { recursive: true });
});

async function follow(step: GuideStep): Promise<void> {
  if (step.kind === "write") return writeFileSync(join(copy, step.file), step.text);
  if (step.kind === "edit") {
    const path = join(copy, step.file);
    return writeFileSync(path, edited(readFileSync(path, "utf8"), step));
  }
  const { code, said } = await run(step.command);
  expect(code, `${step.command}\n${said}`).toBe(step.exit);
}

async function run(command: string): Promise<{ readonly code: number | null; readonly said: string }> {
  const [npm, runWord, name = "", separator, ...args] = command.split(" ");
  expect([npm, runWord, separator, Object.hasOwn(PROGRAMS, name)]).toEqual(["npm", "run", "--", true]);
  const child = spawn(process.execPath, [PROGRAMS[name] ?? "", ...args], {
    cwd: copy,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
  const [out, errors] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { code: await ended, said: errors + out };
}

test("someone new adds a fault, a promise and a mutant by doing what the guide says", async () => {
  for (const step of STEPS) await follow(step);

  expect(STEPS.map(({ kind }) => kind)).toEqual(["run", "edit", "write", "edit", "write", "run", "run", "edit", "run"]);
});
