/** `npm run simulate`: many seeds, until one breaks a promise or the range ends. */
import { EXIT_FAILED } from "../command-line.ts";
import type { Call } from "./call.ts";
import { seedsOf } from "./call.ts";
import { describeCounts, missingIn } from "./coverage.ts";
import { type Explored, explore, type Failure } from "./explore.ts";
import type { Player } from "./player.ts";
import { withPlayers } from "./players.ts";
import { createProgress, perMinute } from "./progress.ts";
import type { Simulation } from "./simulation.ts";
import { failureText, keepFailure, shortenFailure, type ToldFailure } from "./tell-failure.ts";

const SEEDS_SHOWN = 10;

export interface Surroundings {
  /** Where failing histories are kept: a path from the root, and the folder itself. */
  readonly regressions: { readonly path: string; readonly folder: string };
  /** Aborted when somebody wants it to end. */
  readonly interrupted: AbortSignal;
  elapsedMs(): number;
}

type ExploreCall = Extract<Call, { readonly kind: "explore" }>;

export async function exploreSeeds(call: ExploreCall, surroundings: Surroundings): Promise<number> {
  const { range, mutant } = call;
  const { interrupted, elapsedMs } = surroundings;
  console.error(`Playing from seed ${range.first} on${mutant === undefined ? "" : `, against the mutant ${mutant}`}.`);
  return await withPlayers({ mutant, interrupted }, async (players) => {
    const startedMs = elapsedMs();
    const sinceStartMs = () => elapsedMs() - startedMs;
    const known = () => knownTo(players);
    const progress = createProgress({ output: process.stderr, elapsedMs: sinceStartMs, known });
    const explored = await explore({
      seeds: seedsOf(range),
      players,
      isOver: () => interrupted.aborted || sinceStartMs() >= range.durationMs,
      onPlayed: progress.show,
      goesOn: call.goesOn,
    });
    progress.end();
    const tookMs = sinceStartMs();
    const [failure] = explored.failures;
    if (failure !== undefined) console.error(`Seed ${failure.seed} breaks a promise; making its history shorter.`);
    const told = failure === undefined ? undefined : await shortenFailure(failure, players[0]);
    const kept = told === undefined || mutant !== undefined ? undefined : keepIn(surroundings, told);
    const run = { call, explored, tookMs, known: known(), told, kept, isStopped: interrupted.aborted };
    console.log(call.json ? JSON.stringify(asJson(run)) : asText(run));
    return told === undefined && !interrupted.aborted ? 0 : EXIT_FAILED;
  });
}

interface Run {
  readonly call: ExploreCall;
  readonly explored: Explored;
  readonly tookMs: number;
  readonly known: Simulation["known"] | undefined;
  readonly told: ToldFailure | undefined;
  readonly kept: Kept | undefined;
  /** Somebody wanted it to end before its seeds or its time did. */
  readonly isStopped: boolean;
}

/** The file that keeps a failing history, or why there is none: a night's work is told also when it cannot be kept. */
interface Kept {
  readonly file: string | undefined;
  readonly problem: string | undefined;
}

function keepIn({ regressions }: Surroundings, told: ToldFailure): Kept {
  try {
    const name = keepFailure(told, regressions.folder);
    return { file: name === undefined ? undefined : `${regressions.path}/${name}`, problem: undefined };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { file: undefined, problem: `It could not be kept in ${regressions.path}: ${why}` };
  }
}

function knownTo(players: readonly Player[]): Simulation["known"] | undefined {
  return players.map((player) => player.known()).find((known) => known !== undefined);
}

/** The verdict first; then what was met on the way to it. */
function asText({ call, explored, tookMs, known, told, kept, isStopped }: Run): string {
  const { histories, coverage, digest } = explored;
  const rows = (["operations", "faults", "points"] as const).flatMap((kind) => {
    const never = missingIn(coverage[kind], known?.[kind] ?? []);
    return [
      `${kind}: ${describeCounts(coverage[kind])}`,
      ...(never.length === 0 ? [] : [`  never: ${never.join(", ")}`]),
    ];
  });
  const seconds = (tookMs / 1_000).toFixed(1);
  const early = isStopped ? "Stopped early. " : "";
  return [
    told === undefined
      ? `${early}No promise was broken.`
      : `${early}${failureText(told, { file: kept?.file, mutant: call.mutant })}\n`,
    ...(kept?.problem === undefined ? [] : [`${kept.problem}\n`]),
    ...(call.goesOn ? brokenRows(explored.failures) : []),
    `${histories} histories in ${seconds} s, ${perMinute(histories, tookMs)} a minute; digest ${digest}`,
    ...rows,
  ].join("\n");
}

/** One row a promise: how often it was broken, and the first seeds that did. */
function brokenRows(failures: readonly Failure[]): readonly string[] {
  return [...Map.groupBy(failures, ({ promise }) => promise)].map(([promise, broken]) => {
    const seeds = broken.map(({ seed }) => seed);
    const others = seeds.length > SEEDS_SHOWN ? " ..." : "";
    return `broken ${broken.length} times: ${promise} (seeds ${seeds.slice(0, SEEDS_SHOWN).join(", ")}${others})`;
  });
}

function asJson({ call, explored, tookMs, known, told, kept, isStopped }: Run): object {
  const { histories, coverage, digest } = explored;
  const neverMet = known && {
    faults: missingIn(coverage.faults, known.faults),
    points: missingIn(coverage.points, known.points),
    operations: missingIn(coverage.operations, known.operations),
  };
  return {
    ...{ first: call.range.first, histories, perMinute: perMinute(histories, tookMs), digest },
    ...{
      isStopped,
      coverage,
      neverMet,
      failures: explored.failures,
      failure: told === undefined ? null : { ...told, file: kept?.file ?? null },
    },
  };
}
