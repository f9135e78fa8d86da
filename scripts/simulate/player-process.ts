/**
 * A player: a process that plays the histories it is asked for, one by one, and says how each ended. Named a mutant, it plays
 * against that; the mutation is in place before any code of the product is loaded.
 */
import { fileURLToPath } from "node:url";
import { loadMutant } from "./mutants/load-mutant.ts";
import { findMutant } from "./mutants/mutants.ts";
import type { PlayAnswer, PlayerReady, PlayJob } from "./play-job.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const [mutantName] = process.argv.slice(2);

// Whoever asked is gone: nobody waits for an answer.
process.on("disconnect", () => process.exit(0));
// Ctrl-C reaches every process of the terminal; it is whoever asked who decides what it means.
process.on("SIGINT", () => undefined);
process.on("uncaughtException", (error) => crash(error));

const isMutated = mutantName === undefined ? () => true : loadMutant(findMutant(mutantName), ROOT);
const { simulation } = await import("./shop-simulation.ts");
const { answerJob } = await import("./answer-job.ts");
if (!isMutated()) throw new Error(`the mutant ${mutantName} changes code that no history runs`);
tell({ kind: "ready", known: simulation.known });

process.on("message", (job: PlayJob) => {
  answerJob(simulation, job, () => performance.now()).then(tell, crash);
});

function tell(message: PlayAnswer | PlayerReady): void {
  process.send?.(message);
}

/** What an answer cannot hold any more, since nobody knows what else is broken now. */
function crash(error: unknown): void {
  process.send?.({ kind: "crashed", why: error instanceof Error ? String(error.stack) : String(error) }, () =>
    process.exit(1),
  );
}
