/**
 * `npm run simulate`: seeded histories of two or three regions, with faults, against the same programs that are deployed. What it is asked
 * is in simulate/call.ts; a player process a core does the playing.
 */
import { randomInt } from "node:crypto";
import { fileURLToPath } from "node:url";
import { runCommand } from "./command-line.ts";
import { createInterruption } from "./deploy/interruption.ts";
import { type Call, HELP, parseCall, SEED_MAX } from "./simulate/call.ts";
import { catchMutants } from "./simulate/catch-mutants.ts";
import { rehearseSeeds } from "./simulate/engines/rehearse-seeds.ts";
import { exploreSeeds } from "./simulate/explore-seeds.ts";
import { listPromises } from "./simulate/list-promises.ts";
import { fittingMutant } from "./simulate/mutants/fitting-mutant.ts";
import { MUTANTS } from "./simulate/mutants/mutants.ts";
import { replayFile } from "./simulate/replay-file.ts";
import { replaySeed } from "./simulate/replay-seed.ts";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const REGRESSIONS = "test/simulation/regressions";

await runCommand(async () => {
  const call = parseCall(process.argv.slice(2), () => randomInt(SEED_MAX + 1));
  if ("mutant" in call && call.mutant !== undefined) fittingMutant(call.mutant, ROOT);
  const elapsedMs = () => performance.now();
  const interruption = createInterruption(process, elapsedMs);
  try {
    return await run(call, interruption.signal, elapsedMs);
  } finally {
    interruption.close();
  }
});

async function run(call: Call, interrupted: AbortSignal, elapsedMs: () => number): Promise<number> {
  switch (call.kind) {
    case "help":
      console.log(HELP);
      return 0;
    case "explore": {
      const regressions = { path: REGRESSIONS, folder: fileURLToPath(new URL(`../${REGRESSIONS}`, import.meta.url)) };
      return await exploreSeeds(call, { regressions, interrupted, elapsedMs });
    }
    case "replay":
      return await replaySeed(call, interrupted);
    case "replay-file":
      return await replayFile(call, interrupted);
    case "promises":
      return listPromises({ root: ROOT, json: call.json });
    case "engines":
      return await rehearseSeeds(call, interrupted);
    case "mutants":
      return await catchMutants(MUTANTS, { root: ROOT, count: call.count, json: call.json, interrupted });
  }
}
