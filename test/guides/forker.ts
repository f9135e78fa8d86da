/** Somebody who forks the repository and does what a guide says: in a copy of his own, step by step, and with the programs that the guide names. */
import { spawn } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { expect } from "vitest";
import { edited, type GuideStep, guideSteps } from "./guide-steps.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const COPIED = [
  ".ci",
  ".github",
  ".gitignore",
  "ARCHITECTURE.md",
  "LICENSE",
  "README.md",
  "biome.json",
  "docs",
  "functions",
  "infra",
  "package.json",
  "packages",
  "pnpm-workspace.yaml",
  "scripts",
  "sst.config.ts",
  "test",
  "tsconfig.json",
  "vitest.config.ts",
];
/** Of a package's `node_modules` only the links are wanted, and of a bundler's cache nothing. */
const LEFT_OUT: ReadonlySet<string> = new Set([".vite", ".bin", ".cache", ".tandem"]);
/** What `npm run NAME` stands for. */
const PROGRAMS: Readonly<Record<string, readonly [string, ...string[]]>> = {
  simulate: ["scripts/simulate.ts"],
  vitest: ["node_modules/vitest/vitest.mjs"],
  types: ["node_modules/typescript/bin/tsc", "-p", "tsconfig.json"],
  lint: ["node_modules/@biomejs/biome/bin/biome", "check", "."],
};

export interface Forker {
  follow(step: GuideStep): Promise<void>;
  leave(): void;
}

export function stepsOf(guide: string): readonly GuideStep[] {
  return guideSteps(readFileSync(join(ROOT, guide), "utf8"));
}

export function createForker(): Forker {
  const copy = mkdtempSync(join(tmpdir(), "tandem-guide-"));
  const filter = (path: string) => !LEFT_OUT.has(basename(path));
  for (const name of COPIED)
    cpSync(join(ROOT, name), join(copy, name), { recursive: true, verbatimSymlinks: true, filter });
  symlinkSync(join(ROOT, "node_modules"), join(copy, "node_modules"));
  return {
    async follow(step) {
      if (step.kind === "write") {
        const path = join(copy, step.file);
        mkdirSync(dirname(path), { recursive: true });
        return writeFileSync(path, step.text);
      }
      if (step.kind === "edit") {
        const path = join(copy, step.file);
        return writeFileSync(path, edited(readFileSync(path, "utf8"), step));
      }
      const { code, said } = await run(step.command, copy);
      expect(code, `${step.command}\n${said}`).toBe(step.exit);
    },
    leave: () => rmSync(copy, { recursive: true }),
  };
}

async function run(command: string, cwd: string): Promise<{ readonly code: number | null; readonly said: string }> {
  const [, name = "", , rest = ""] = /^npm run ([\w-]+)( -- (.*))?$/.exec(command) ?? [];
  const program = PROGRAMS[name];
  if (program === undefined) throw new Error(`A guide asks for what its test cannot run: ${command}`);
  const args = rest === "" ? [] : rest.split(" ");
  const child = spawn(process.execPath, [...program, ...args], { cwd, stdio: ["ignore", "pipe", "pipe"] });
  const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
  const [out, errors] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { code: await ended, said: errors + out };
}
