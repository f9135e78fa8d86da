/**
 * Plays seed after seed with several players at once, until a history fails, the seeds end or the time is up. Players take seeds in
 * order, so once one fails only those before it are waited for: the failure that is reported is the first, however fast each
 * player was.
 */
import { addCoverage, type Coverage, NO_COVERAGE } from "./coverage.ts";
import type { PlayAnswer, PlayReport } from "./play-job.ts";
import type { Player } from "./player.ts";
import { createRunDigest } from "./run-digest.ts";
import type { Broken } from "./simulation.ts";

export interface Failure extends Broken {
  readonly seed: number;
}

export interface Explored {
  readonly histories: number;
  readonly coverage: Coverage;
  /** Of all of them, in the order of their seeds. */
  readonly digest: string;
  /** By the order of seeds; only the first, unless it was to go on. */
  readonly failures: readonly Failure[];
}

export interface ExploreOptions {
  readonly seeds: Iterable<number>;
  readonly players: readonly Pick<Player, "ask">[];
  /** Asked before each history: whether the time is up, or somebody wants to stop. */
  isOver(): boolean;
  onPlayed(sofar: Pick<Explored, "histories" | "coverage">): void;
  /** Whether a failure is to be passed over, for one that is known. */
  isKnown?(failure: Failure): Promise<boolean>;
  /** Plays on after a failure. */
  readonly goesOn?: boolean;
}

/** What breaks the player itself breaks this promise. */
export const PLAYS_TO_THE_END = "a history plays to its end";

export async function explore(options: ExploreOptions): Promise<Explored> {
  const { seeds, players, isOver, onPlayed, isKnown, goesOn = false } = options;
  const source = seeds[Symbol.iterator]();
  const digest = createRunDigest();
  const found: { readonly order: number; readonly failure: Failure }[] = [];
  let coverage = NO_COVERAGE;
  let histories = 0;
  let order = 0;

  const keep = (report: PlayReport) => {
    histories += 1;
    coverage = addCoverage(coverage, report.coverage);
  };

  async function playOn(player: Pick<Player, "ask">): Promise<void> {
    while ((goesOn || found.length === 0) && !isOver()) {
      const next = source.next();
      if (next.done === true) return;
      const seed = next.value;
      order += 1;
      const place = order;
      const answer = await playSurely(player, seed);
      if (answer.kind === "stopped") return;
      if (answer.kind === "played") keep(answer);
      digest.add(place, answer.kind === "played" ? answer : undefined);
      const failure = failureOf(seed, answer);
      if (failure !== undefined && (await isKnown?.(failure)) !== true) found.push({ order: place, failure });
      onPlayed({ histories, coverage });
    }
  }

  await Promise.all(players.map(playOn));
  const failures = found.toSorted((left, right) => left.order - right.order).map(({ failure }) => failure);
  return { histories, coverage, digest: digest.digest(), failures: goesOn ? failures : failures.slice(0, 1) };
}

/** A player that dies may have been killed by somebody else, or for want of memory: only a seed that ends a new one too is to blame. */
async function playSurely(player: Pick<Player, "ask">, seed: number): Promise<PlayAnswer> {
  const answer = await player.ask({ kind: "play", seed, tell: false });
  return answer.kind === "crashed" ? await player.ask({ kind: "play", seed, tell: false }) : answer;
}

function failureOf(seed: number, answer: PlayAnswer): Failure | undefined {
  if (answer.kind === "played") return answer.broken && { seed, ...answer.broken };
  return { seed, promise: PLAYS_TO_THE_END, why: answer.kind === "crashed" ? answer.why : "no report" };
}
