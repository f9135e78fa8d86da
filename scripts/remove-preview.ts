/**
 * `npm run remove-preview -- pr-12`: takes a preview away, its regions first and then what they share, since a region's functions would
 * otherwise go on without their table. It refuses whatever is not a preview: what customers use is removed by hand, step by step.
 */
import { spawn } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { environmentOf } from "@tandem/infra/environment";
import { stagesOf } from "@tandem/infra/scope";
import { EXIT_FAILED, parseCommandLine, runCommand, UsageError } from "./command-line.ts";

const USAGE = "npm run remove-preview -- NAME [--dry-run]";
const HELP = `Removes a preview: everything of it, its data too.

Usage: ${USAGE}

  NAME       the preview's, as pr-12 or dev-anna
  --dry-run  say what would be removed, and remove nothing`;
const ROOT = fileURLToPath(new URL("..", import.meta.url));
/** Of a test: the program that stands for SST. */
const SST = process.env["TANDEM_SST_PROGRAM"] ?? join(ROOT, "node_modules", "sst", "bin", "sst.mjs");

await runCommand(async () => {
  const line = parseCommandLine(process.argv.slice(2), {
    flags: { "dry-run": { type: "boolean" } },
    usage: USAGE,
    positionalCountMax: 1,
  });
  if (line.values["help"] === true) {
    console.log(HELP);
    return 0;
  }
  const stages = stagesOfPreview(line.positionals[0]).toReversed();
  if (line.values["dry-run"] === true) {
    console.log(`Would remove ${stages.join(", then ")}.`);
    return 0;
  }
  for (const stage of stages) {
    const code = await removeStage(stage);
    if (code === 0) continue;
    // Those before it share nothing with it any more; those after it still carry it.
    console.error(`${stage} was not removed (SST ended with ${code}). Mend what SST says above and run this again.`);
    return EXIT_FAILED;
  }
  console.log(`Removed ${stages.join(", then ")}.`);
  return 0;
});

function stagesOfPreview(name: string | undefined): readonly string[] {
  if (name === undefined) throw new UsageError(`Say which preview.\nUsage: ${USAGE}`);
  try {
    const environment = environmentOf(name);
    if (environment.isPreview) return stagesOf(environment);
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
  throw new UsageError(`${name} is no preview: what customers use is removed by hand, as docs/deploy.md says.`);
}

/** Removing what is not there any more is no failure, so a removal that was interrupted is finished by the next. */
function removeStage(stage: string): Promise<number | string> {
  const child = spawn(process.execPath, [SST, "remove", "--stage", stage], { cwd: ROOT, stdio: "inherit" });
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code, signal) => resolve(code ?? signal ?? "nothing"));
  });
}
