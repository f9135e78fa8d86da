/** Runs one vitest project and counts its tests from vitest's own report, never from its exit code alone. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Check } from "./checks.ts";
import type { Count } from "./count.ts";
import { runProgram } from "./run-program.ts";
import { countReport } from "./vitest-report.ts";

export async function runVitest(check: Check): Promise<Count> {
  const directory = mkdtempSync(join(tmpdir(), "tandem-check-"));
  const report = join(directory, "report.json");
  try {
    const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
    const code = await runProgram({
      script: "node_modules/vitest/vitest.mjs",
      args: ["run", "--project", check.name, ...reporters],
      timeoutMs: check.timeoutMs,
    });
    return countReport({ code, text: readIfThere(report) });
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}
