/** `npm run simulate -- --seed S`: one history, and its story when it breaks a promise or when that is asked for. */
import { EXIT_FAILED } from "../command-line.ts";
import type { Call } from "./call.ts";
import { describeCounts } from "./coverage.ts";
import { PLAYS_TO_THE_END } from "./explore.ts";
import type { PlayReport } from "./play-job.ts";
import { withPlayers } from "./players.ts";
import type { Broken } from "./simulation.ts";

type ReplayCall = Extract<Call, { readonly kind: "replay" }>;

export async function replaySeed(call: ReplayCall, interrupted: AbortSignal): Promise<number> {
  const { seed, story, mutant, json } = call;
  return await withPlayers({ mutant, interrupted }, async ([player]) => {
    const answer = await player.ask({ kind: "play", seed, tell: true });
    if (answer.kind === "stopped") {
      console.log(
        json ? JSON.stringify({ seed, isStopped: true }) : `Stopped before seed ${seed} was played to its end.`,
      );
      return EXIT_FAILED;
    }
    if (answer.kind !== "played") {
      const broken = { promise: PLAYS_TO_THE_END, why: answer.kind === "crashed" ? answer.why : "no report" };
      console.log(json ? JSON.stringify({ seed, broken }) : brokenText(seed, broken));
      return EXIT_FAILED;
    }
    const isTold = story || answer.broken !== undefined;
    console.log(json ? JSON.stringify({ ...answer, broken: answer.broken ?? null }) : replayText(answer, isTold));
    return answer.broken === undefined ? 0 : EXIT_FAILED;
  });
}

function replayText({ seed, digest, coverage, broken, story }: PlayReport, isTold: boolean): string {
  return [
    broken === undefined ? `Seed ${seed} breaks no promise.` : brokenText(seed, broken),
    "",
    ...(isTold && story !== undefined ? [story] : []),
    `operations: ${describeCounts(coverage.operations)}`,
    `faults: ${describeCounts(coverage.faults)}`,
    `points: ${describeCounts(coverage.points)}`,
    `digest: ${digest}`,
  ].join("\n");
}

function brokenText(seed: number, { promise, why }: Broken): string {
  return `Seed ${seed} breaks a promise: ${promise}.\n${why}`;
}
