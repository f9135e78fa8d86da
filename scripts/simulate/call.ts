/** What `npm run simulate` was asked to do, from its arguments: which seeds, for how long, and against the code as it is or as a mutant. */
import { numberFlag, parseCommandLine, UsageError } from "../command-line.ts";

export const USAGE =
  "npm run simulate -- [--seeds N] [--seed S] [--minutes M] [--from S] [--go-on] [--mutants] [--mutant NAME] [--story] [--replay FILE] [--promises] [--engines] [--json]";

export const HELP = `Plays histories of two or three regions, each from its seed, with faults, and checks what Tandem promises.

Usage: ${USAGE}

  --seeds N      N histories, from seed 1 on or from --from; 1000 unless another flag says how many
  --seed S       one history
  --minutes M    for M minutes, from a seed drawn by chance or from --from
  --from S       the first seed
  --go-on        does not stop at the first broken promise, and counts how often each was broken
  --story        with --seed: what happened, also when every promise was kept
  --mutants      breaks each defence in turn and plays until that is noticed, at most 1000 histories or --seeds;
                 writes docs/mutants.md
  --mutant NAME  plays against this mutant instead of the code as it is
  --replay FILE  a history that was kept, of test/simulation/regressions or elsewhere, told as a story
  --promises     what is judged, and which mutants each promise is the first to catch
  --engines      the same on real engines, in local worlds of its own: 5 histories, or --seeds or --seed; each of them
                 also as a quiet day that has to be the same in both worlds
  --json         one JSON document on stdout; progress goes to stderr

0: every promise was kept. 1: one was broken; the shortest history found that breaks it is told and written to
test/simulation/regressions, to be committed with the mend. 1 too if it was stopped early, by Ctrl-C or SIGTERM: it then
says so, and what was played until then. 2: called wrongly, or with a mutant that does not fit the code.`;

export const SEED_MAX = 2 ** 32 - 1;
/** A day's worth on two cores, and small enough that a slip of the finger is noticed. */
const SEEDS_MAX = 10_000_000;
const SEEDS_UNASKED = 1_000;
/** Each takes about a minute. */
const SEEDS_ON_ENGINES = 5;
/** A night and a day. */
const SEEDS_ON_ENGINES_MAX = 2_000;
/** A week. */
const MINUTES_MAX = 7 * 24 * 60;
/** Within as many histories each mutant is to be caught. */
const SEEDS_TO_CATCH_MAX = 1_000;
const MINUTE_MS = 60_000;

/** Histories one after the other from `first` on, ending at whichever bound comes first. */
export interface SeedRange {
  readonly first: number;
  readonly count: number;
  readonly durationMs: number;
}

export type Call =
  | { readonly kind: "help" }
  | {
      readonly kind: "explore";
      readonly range: SeedRange;
      readonly goesOn: boolean;
      readonly mutant: string | undefined;
      readonly json: boolean;
    }
  | {
      readonly kind: "replay";
      readonly seed: number;
      readonly story: boolean;
      readonly mutant: string | undefined;
      readonly json: boolean;
    }
  | {
      readonly kind: "replay-file";
      readonly file: string;
      readonly mutant: string | undefined;
      readonly json: boolean;
    }
  | { readonly kind: "promises"; readonly json: boolean }
  | { readonly kind: "mutants"; readonly count: number; readonly json: boolean }
  | { readonly kind: "engines"; readonly range: Pick<SeedRange, "first" | "count">; readonly json: boolean };

/** `drawSeed` says where a run that is bounded by time alone begins: each night elsewhere. */
export function parseCall(args: readonly string[], drawSeed: () => number): Call {
  const text = { type: "string" } as const;
  const flag = { type: "boolean" } as const;
  const line = parseCommandLine(args, {
    flags: {
      ...{ seeds: text, seed: text, minutes: text, from: text, mutant: text, replay: text },
      ...{ mutants: flag, promises: flag, story: flag, engines: flag, json: flag, "go-on": flag },
    },
    usage: USAGE,
  });
  const given = (name: string) => line.values[name] !== undefined;
  if (given("help")) return { kind: "help" };
  refuseTogether(given);
  const json = given("json");
  if (given("mutants")) {
    const count = { name: "seeds", fallback: SEEDS_TO_CATCH_MAX, min: 1, max: SEEDS_MAX, whole: true };
    return { kind: "mutants", count: numberFlag(line, count), json };
  }
  if (given("promises")) return { kind: "promises", json };
  const mutant = typeof line.values["mutant"] === "string" ? line.values["mutant"] : undefined;
  if (given("replay")) return { kind: "replay-file", file: String(line.values["replay"]), mutant, json };
  const whole = { min: 0, max: SEED_MAX, whole: true };
  if (given("engines")) {
    const isOne = given("seed");
    const first = numberFlag(line, { name: isOne ? "seed" : "from", fallback: 1, ...whole });
    const count = numberFlag(line, {
      name: "seeds",
      fallback: SEEDS_ON_ENGINES,
      min: 1,
      max: SEEDS_ON_ENGINES_MAX,
      whole: true,
    });
    return { kind: "engines", range: { first, count: isOne ? 1 : count }, json };
  }
  if (given("seed")) {
    const seed = numberFlag(line, { name: "seed", fallback: 0, ...whole });
    return { kind: "replay", seed, story: given("story"), mutant, json };
  }
  const minutes = numberFlag(line, {
    name: "minutes",
    fallback: Number.POSITIVE_INFINITY,
    min: 0.01,
    max: MINUTES_MAX,
  });
  const fallback = given("minutes") ? SEEDS_MAX : SEEDS_UNASKED;
  const count = numberFlag(line, { name: "seeds", fallback, min: 1, max: SEEDS_MAX, whole: true });
  const isTimed = given("minutes") && !given("seeds");
  const first = numberFlag(line, { name: "from", fallback: isTimed ? drawSeed() : 1, ...whole });
  return {
    kind: "explore",
    range: { first, count, durationMs: minutes * MINUTE_MS },
    goesOn: given("go-on"),
    mutant,
    json,
  };
}

/** The seeds of a range, wrapping round after the last there is. */
export function* seedsOf({ first, count }: Pick<SeedRange, "first" | "count">): Generator<number> {
  for (let index = 0; index < count; index += 1) yield (first + index) % (SEED_MAX + 1);
}

const MANY = ["seeds", "minutes", "from", "go-on"] as const;

function refuseTogether(given: (name: string) => boolean): void {
  const apart: readonly (readonly [string, readonly string[]])[] = [
    ["seed", MANY],
    ["mutants", ["minutes", "from", "go-on", "seed", "mutant", "story"]],
    ["story", MANY],
    ["replay", [...MANY, "seed", "mutants", "engines", "story"]],
    ["promises", [...MANY, "seed", "mutants", "mutant", "engines", "story", "replay"]],
    ["engines", ["minutes", "go-on", "mutants", "mutant", "story"]],
  ];
  for (const [one, others] of apart) {
    const other = others.find(given);
    if (given(one) && other !== undefined) {
      throw new UsageError(`--${one} and --${other} do not go together.\nUsage: ${USAGE}`);
    }
  }
  if (given("story") && !given("seed"))
    throw new UsageError(`--story tells one history: name its --seed.\nUsage: ${USAGE}`);
}
