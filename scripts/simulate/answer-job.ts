/** What a player does with one job. */
import type { PlayAnswer, PlayJob, PlayReport, ShrinkReport } from "./play-job.ts";
import { shrink } from "./shrink.ts";
import type { Simulation } from "./simulation.ts";

type ShrinkJob = Extract<PlayJob, { readonly kind: "shrink" }>;

export async function answerJob(simulation: Simulation, job: PlayJob, elapsedMs: () => number): Promise<PlayAnswer> {
  switch (job.kind) {
    case "play":
      return await play(simulation, { scenario: simulation.draw(job.seed), seed: job.seed, tell: job.tell });
    case "replay":
      return await play(simulation, { scenario: simulation.parse(job.scenario), seed: undefined, tell: true });
    case "shrink":
      return await shorten(simulation, job, elapsedMs);
  }
}

interface Asked {
  readonly scenario: unknown;
  readonly seed: number | undefined;
  readonly tell: boolean;
}

async function play(simulation: Simulation, { scenario, seed, tell }: Asked): Promise<PlayReport> {
  const played = await simulation.play(scenario);
  const { digest, coverage, broken } = played;
  const report = { kind: "played", digest, coverage, broken, story: tell ? await played.story() : undefined } as const;
  return seed === undefined ? { ...report, seed: seedIn(scenario) } : { ...report, seed };
}

/** A scenario knows which seed drew it; to the command it is data. */
function seedIn(scenario: unknown): number {
  const { seed } = scenario as { readonly seed?: unknown };
  return typeof seed === "number" ? seed : 0;
}

/** Other luck is tried so often for each part that cannot go with the luck there is. */
const OTHER_CHANCES = 2;

/**
 * Only what breaks the same promise counts as the same failure: another one would be another story. Luck stays where it is when a part goes, so
 * most that has nothing to do with the failure goes first, with the luck there is. What is left needs two things to meet, which they may do
 * without a third if they are luckier: it is tried with other luck too before it is said to be all needed.
 */
async function shorten(simulation: Simulation, job: ShrinkJob, elapsedMs: () => number): Promise<ShrinkReport> {
  const untilMs = elapsedMs() + job.budgetMs;
  const isOver = () => elapsedMs() >= untilMs;
  const breaks = async (scenario: unknown) => (await simulation.play(scenario)).broken?.promise === job.promise;
  const whole = simulation.draw(job.seed);
  const partsBefore = simulation.partsOf(whole);
  let cut = whole;
  let tries = 0;
  const shorter = async (left: readonly unknown[], otherChances: number): Promise<boolean> => {
    const same = simulation.withParts(cut, left);
    for (let chance = 0; chance <= otherChances; chance += 1) {
      const candidate = chance === 0 ? same : simulation.withChance(same, tries);
      tries += 1;
      if (!(await breaks(candidate))) continue;
      cut = candidate;
      return true;
    }
    return false;
  };
  const first = await shrink({ parts: partsBefore, fails: (left) => shorter(left, 0), isOver });
  const parts = await shrink({ parts: first.parts, fails: (left) => shorter(left, OTHER_CHANCES), isOver });
  // A rule that stays may have struck twenty times where one strike is enough.
  const all = (await simulation.play(cut)).strikes;
  const without = (left: readonly string[]) => all.filter((strike) => !left.includes(strike));
  const strikes = await shrink({ parts: all, fails: (left) => breaks(simulation.spare(cut, without(left))), isOver });
  const scenario = strikes.parts.length === all.length ? cut : simulation.spare(cut, without(strikes.parts));
  const { broken, story } = await simulation.play(scenario);
  if (broken?.promise !== job.promise) {
    throw new Error(`seed ${job.seed} breaks ${JSON.stringify(job.promise)} only sometimes: it is not deterministic`);
  }
  return {
    ...{ kind: "shrunk", seed: job.seed, broken, story: await story(), scenario },
    ...{ partsBefore: partsBefore.length, partsAfter: parts.parts.length, tries: tries + strikes.tries },
    isFinished: parts.isFinished && strikes.isFinished,
  };
}
