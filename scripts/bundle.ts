/**
 * Makes the code that is deployed, and says on its output where it lies: one JSON object, by function, of a `directory` that holds what
 * runs and nothing else, and the `handler` in it. The infrastructure calls it; the local world makes the same files by the same function.
 */
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { bundleFunctions } from "@tandem/local/bundles";
import { parseCommandLine, runCommand, UsageError } from "./command-line.ts";

const USAGE = "node scripts/bundle.ts --out DIR";
const HELP = `Bundles every function, and prints where each lies.

Usage: ${USAGE}

  --out DIR  where bundles are kept: what is there and still right is not made again`;

const ROOT = fileURLToPath(new URL("..", import.meta.url));

await runCommand(async () => {
  const { values } = parseCommandLine(process.argv.slice(2), { flags: { out: { type: "string" } }, usage: USAGE });
  if (values["help"] === true) {
    console.log(HELP);
    return 0;
  }
  const { out } = values;
  if (typeof out !== "string" || out === "") throw new UsageError(`--out names a folder.\nUsage: ${USAGE}`);
  console.log(JSON.stringify(await bundleFunctions({ root: ROOT, directory: resolve(out) }), null, 2));
  return 0;
});
