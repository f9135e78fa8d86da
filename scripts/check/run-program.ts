/** Runs one of the project's programs on this Node, with this terminal, and ends it with us: nothing outlives a check. */
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** The exit code; a program that a signal ended, or that took too long, has failed with 1. */
export function runProgram(program: {
  readonly script: string;
  readonly args: readonly string[];
  readonly timeoutMs: number;
}): Promise<number> {
  const child = spawn(process.execPath, [program.script, ...program.args], {
    cwd: ROOT,
    stdio: ["ignore", "inherit", "inherit"],
  });
  const end = () => child.kill("SIGTERM");
  const timer = setTimeout(() => {
    console.log(`took longer than ${program.timeoutMs / 1_000} s and is ended`);
    end();
    setTimeout(() => child.kill("SIGKILL"), 5_000).unref();
  }, program.timeoutMs);
  // The bootstrap is gone: nobody waits for the result any more.
  process.once("disconnect", end);
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code) => {
      clearTimeout(timer);
      process.off("disconnect", end);
      resolve(code ?? 1);
    });
  });
}
