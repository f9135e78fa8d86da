/**
 * Plays seed after seed with several players at once, until a history fails, the seeds end or the time is up. Players take seeds in
 * order, so once one fails only those before it are waited for: the failure that is reported is the first, however fast each
 * player was.
 */
import { addCoverage, type Coverage, NO_COVERAGE } from "./coverage.ts";
import type { PlayReport } from "./play-job.ts";
import type { Player } from "./player.ts";
import type { Broken } from "./simulation.ts";

export interface Failure extends Broken {
  readonly seed: number;
}

export interface Explored {
  readonly histories: number;
  readonly coverage: Coverage;
  /** Of each history by its seed. */
  readonly digests: ReadonlyMap<number, string>;
  readonly failure: Failure | undefined;
}

export interface ExploreOptions {
  readonly seeds: Iterable<number>;
  readonly players: readonly Pick<Player, "ask">[];
  /** Asked before each history: whether the time is up, or somebody wants to stop. */
  isOver(): boolean;
  onPlayed(sofar: Pick<Explored, "histories" | "coverage">): void;
}

/** What breaks the player itself breaks this promise. */
export const PLAYS_TO_THE_END = "a history plays to its end";

export async function explore({ seeds, players, isOver, onPlayed }: ExploreOptions): Promise<Explored> {
  const source = seeds[Symbol.iterator]();
  const digests = new Map<number, string>();
  let coverage = NO_COVERAGE;
  let order = 0;
  let first: { readonly order: number; readonly failure: Failure } | undefined;

  const note = (place: number, failure: Failure) => {
    if (first === undefined || place < first.order) first = { order: place, failure };
  };
  const keep = (report: PlayReport) => {
    digests.set(report.seed, report.digest);
    coverage = addCoverage(coverage, report.coverage);
  };

  async function playOn(player: Pick<Player, "ask">): Promise<void> {
    while (first === undefined && !isOver()) {
      const next = source.next();
      if (next.done === true) return;
      const seed = next.value;
      order += 1;
      const place = order;
      const answer = await player.ask({ kind: "play", seed, tell: false });
      if (answer.kind === "played") {
        keep(answer);
        if (answer.broken !== undefined) note(place, { seed, ...answer.broken });
      } else {
        note(place, { seed, promise: PLAYS_TO_THE_END, why: answer.kind === "crashed" ? answer.why : "no report" });
      }
      onPlayed({ histories: digests.size, coverage });
    }
  }

  await Promise.all(players.map(playOn));
  return { histories: digests.size, coverage, digests, failure: first?.failure };
}
