/**
 * From a fresh clone to a running command: install what is missing, then run `scripts/NAME.ts` on the project's own Node 24.
 * Plain JavaScript, since nothing is installed yet when it runs.
 */
import { existsSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { installWhatIsMissing } from "./install.mjs";
import { runScript } from "./run-script.mjs";

const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** @param {string[]} argv the command's name and its own arguments */
export async function bootstrap([name, ...args]) {
  const script = join(ROOT, "scripts", `${name}.ts`);
  if (name === undefined || !/^[a-z][a-z-]*$/.test(name) || !existsSync(script)) {
    console.error(`There is no command ${JSON.stringify(name ?? "")}; there are: ${commands().join(", ")}.`);
    process.exitCode = 2;
    return;
  }
  if (!(await installWhatIsMissing(ROOT))) {
    process.exitCode = 1;
    return;
  }
  process.exitCode = await runScript({ root: ROOT, script, args });
}

function commands() {
  return readdirSync(join(ROOT, "scripts"))
    .filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"))
    .map((file) => file.slice(0, -".ts".length));
}
