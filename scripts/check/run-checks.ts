/** Runs checks one after the other and adds up what passed and what failed. What a check cannot do without, it waits for or fails for. */
import { fileURLToPath } from "node:url";
import type { Check } from "./checks.ts";
import type { Count } from "./count.ts";
import { runProgram } from "./run-program.ts";
import { runVitest } from "./run-vitest.ts";
import { ensureSstPlatform } from "./sst-platform.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

export async function runChecks(checks: readonly Check[]): Promise<Count> {
  // Tried once: what could not be fetched for one check would keep the next one waiting too.
  let platform: Promise<boolean> | undefined;
  const isReady = async (check: Check) => {
    if (check.needsSst !== true) return true;
    platform ??= ensureSstPlatform({ root: ROOT, say: console.error });
    return await platform;
  };
  const results: { readonly name: string; readonly count: Count; readonly seconds: string }[] = [];
  for (const check of checks) {
    console.log(`\n== ${check.name}: ${check.about}`);
    const startedMs = performance.now();
    const count = (await isReady(check)) ? await countCheck(check) : { passed: 0, failed: 1 };
    results.push({ name: check.name, count, seconds: ((performance.now() - startedMs) / 1_000).toFixed(1) });
  }
  console.log("");
  for (const { name, count, seconds } of results) {
    console.log(
      `${count.failed === 0 ? "ok    " : "FAILED"} ${name.padEnd(14)}${`${count.passed} passed, ${count.failed} failed`.padEnd(26)}${seconds} s`,
    );
  }
  return {
    passed: results.reduce((sum, { count }) => sum + count.passed, 0),
    failed: results.reduce((sum, { count }) => sum + count.failed, 0),
  };
}

async function countCheck(check: Check): Promise<Count> {
  return check.run.kind === "vitest" ? await runVitest(check) : await countProgram(check, check.run);
}

async function countProgram(
  check: Check,
  run: { readonly script: string; readonly args: readonly string[] },
): Promise<Count> {
  const code = await runProgram({ script: run.script, args: run.args, timeoutMs: check.timeoutMs });
  if (code !== 0) console.log(`${check.name} failed (code ${code})`);
  return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}
