/**
 * From a fresh clone to a running command: install what is missing, then run `scripts/NAME.ts` on the project's own Node 24.
 * Plain JavaScript, since nothing is installed yet when it runs.
 */
import { readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { installWhatIsMissing } from "./install.mjs";
import { runScript } from "./run-script.mjs";

const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** What the commands share, and no command itself. */
const SHARED = ["command-line.ts"];

/** @param {string[]} argv the command's name and its own arguments */
export async function bootstrap([name, ...args]) {
  if (!commands().includes(name)) {
    console.error(`There is no command ${JSON.stringify(name ?? "")}; there are: ${commands().join(", ")}.`);
    process.exitCode = 2;
    return;
  }
  if (!(await installWhatIsMissing(ROOT))) {
    process.exitCode = 1;
    return;
  }
  process.exitCode = await runScript({ root: ROOT, script: join(ROOT, "scripts", `${name}.ts`), args });
}

/** Scripts that can be called; what else lies beside them is what they share. */
function commands() {
  return readdirSync(join(ROOT, "scripts"))
    .filter((file) => /^[a-z][a-z-]*\.ts$/.test(file) && !SHARED.includes(file))
    .map((file) => file.slice(0, -".ts".length));
}
