/** `npm run simulate -- --seed S`: one history, and its story when it breaks a promise or when that is asked for. */
import { EXIT_FAILED } from "../command-line.ts";
import type { Call } from "./call.ts";
import { describeCounts } from "./coverage.ts";
import { PLAYS_TO_THE_END } from "./explore.ts";
import type { PlayJob, PlayReport } from "./play-job.ts";
import { withPlayers } from "./players.ts";
import type { Broken } from "./simulation.ts";

type ReplayCall = Extract<Call, { readonly kind: "replay" }>;

export async function replaySeed(call: ReplayCall, interrupted: AbortSignal): Promise<number> {
  const { seed, ...options } = call;
  const what = { job: { kind: "play", seed, tell: true } as const, name: `Seed ${seed}`, seed };
  return await replay(what, { ...options, interrupted });
}

export interface Replayed {
  readonly job: PlayJob;
  /** What a person calls it: `Seed 7`, or a file. */
  readonly name: string;
  readonly seed?: number;
}

export interface ReplayOptions {
  readonly story: boolean;
  readonly mutant: string | undefined;
  readonly json: boolean;
  readonly interrupted: AbortSignal;
}

export async function replay(what: Replayed, options: ReplayOptions): Promise<number> {
  const { job, name, seed } = what;
  const { story, mutant, json, interrupted } = options;
  return await withPlayers({ mutant, interrupted }, async ([player]) => {
    const answer = await player.ask(job);
    if (answer.kind === "stopped") {
      console.log(json ? JSON.stringify({ seed, isStopped: true }) : `Stopped before ${name} was played to its end.`);
      return EXIT_FAILED;
    }
    if (answer.kind !== "played") {
      const broken = { promise: PLAYS_TO_THE_END, why: answer.kind === "crashed" ? answer.why : "no report" };
      console.log(json ? JSON.stringify({ seed, broken }) : brokenText(name, broken));
      return EXIT_FAILED;
    }
    const isTold = story || answer.broken !== undefined;
    console.log(json ? JSON.stringify({ ...answer, broken: answer.broken ?? null }) : replayText(name, answer, isTold));
    return answer.broken === undefined ? 0 : EXIT_FAILED;
  });
}

function replayText(name: string, { digest, coverage, broken, story }: PlayReport, isTold: boolean): string {
  return [
    broken === undefined ? `${name} breaks no promise.` : brokenText(name, broken),
    "",
    ...(isTold && story !== undefined ? [story] : []),
    `operations: ${describeCounts(coverage.operations)}`,
    `faults: ${describeCounts(coverage.faults)}`,
    `points: ${describeCounts(coverage.points)}`,
    `digest: ${digest}`,
  ].join("\n");
}

function brokenText(name: string, { promise, why }: Broken): string {
  return `${name} breaks a promise: ${promise}.\n${why}`;
}
