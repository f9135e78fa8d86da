/** What a player does with one job. */
import type { PlayAnswer, PlayJob, PlayReport, ShrinkReport } from "./play-job.ts";
import { shrink } from "./shrink.ts";
import type { Played, Simulation } from "./simulation.ts";

type ShrinkJob = Extract<PlayJob, { readonly kind: "shrink" }>;

export async function answerJob(simulation: Simulation, job: PlayJob, elapsedMs: () => number): Promise<PlayAnswer> {
  return job.kind === "play" ? await play(simulation, job) : await shorten(simulation, job, elapsedMs);
}

async function play(simulation: Simulation, job: Extract<PlayJob, { readonly kind: "play" }>): Promise<PlayReport> {
  const { seed, tell } = job;
  const played = await simulation.play(simulation.draw(seed));
  const { digest, coverage, broken } = played;
  return { kind: "played", seed, digest, coverage, broken, story: tell ? played.story() : undefined };
}

/** Only what breaks the same promise counts as the same failure: another one would be another story. */
async function shorten(simulation: Simulation, job: ShrinkJob, elapsedMs: () => number): Promise<ShrinkReport> {
  const untilMs = elapsedMs() + job.budgetMs;
  const whole = simulation.draw(job.seed);
  const partsBefore = simulation.partsOf(whole);
  const breaks = ({ broken }: Played) => broken?.promise === job.promise;
  const { parts, tries, isFinished } = await shrink({
    parts: partsBefore,
    fails: async (left) => breaks(await simulation.play(simulation.withParts(whole, left))),
    isOver: () => elapsedMs() >= untilMs,
  });
  const scenario = simulation.withParts(whole, parts);
  const played = await simulation.play(scenario);
  const { broken } = played;
  if (broken === undefined)
    throw new Error(`seed ${job.seed} breaks a promise once and keeps it the next time: it is not deterministic`);
  const counts = { partsBefore: partsBefore.length, partsAfter: parts.length, tries, isFinished };
  return { kind: "shrunk", seed: job.seed, broken, story: played.story(), scenario, ...counts };
}
