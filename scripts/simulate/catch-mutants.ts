/** `npm run simulate -- --mutants`: plays against each mutant until it is caught, and writes the table. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { EXIT_FAILED } from "../command-line.ts";
import { seedsOf } from "./call.ts";
import { explore } from "./explore.ts";
import { checkMutant, type Mutant } from "./mutants/mutant.ts";
import { type Caught, mutantPage } from "./mutants/mutant-table.ts";
import type { Player } from "./player.ts";
import { withPlayers } from "./players.ts";

const PAGE = "docs/mutants.md";
const NAME_LETTERS = 30;

export async function catchMutants(
  mutants: readonly Mutant[],
  options: {
    readonly root: string;
    /** How many histories a mutant may survive. */
    readonly count: number;
    readonly json: boolean;
    readonly interrupted: AbortSignal;
  },
): Promise<number> {
  const { root, count, json, interrupted } = options;
  for (const mutant of mutants) checkMutant(mutant, root);
  const all = await withPlayers({ mutant: undefined, interrupted }, ([player]) =>
    catchAll(mutants, createControl(player), options),
  );
  if (all.length < mutants.length) {
    console.error(`Stopped after ${all.length} of ${mutants.length} mutants; ${PAGE} stays as it was.`);
    return EXIT_FAILED;
  }
  writeFileSync(join(root, PAGE), mutantPage(all, count));
  const survivors = all.filter(({ failure }) => failure === undefined).map(({ mutant }) => mutant.name);
  console.log(json ? JSON.stringify(all.map(asJson)) : sentence({ all, survivors, count }));
  return survivors.length === 0 ? 0 : EXIT_FAILED;
}

interface Bounds {
  readonly count: number;
  readonly interrupted: AbortSignal;
}

/** Those that were tried before somebody wanted it to end. */
async function catchAll(mutants: readonly Mutant[], control: Control, bounds: Bounds): Promise<readonly Caught[]> {
  const all: Caught[] = [];
  for (const mutant of mutants) {
    const caught = await catchMutant(mutant, control, bounds);
    if (bounds.interrupted.aborted) break;
    all.push(caught);
    const end = caught.failure === undefined ? "SURVIVES" : `${caught.failure.seed}: ${caught.failure.promise}`;
    console.error(`${mutant.name.padEnd(NAME_LETTERS)} ${end}`);
  }
  return all;
}

/**
 * A mutant is caught by a seed that breaks a promise with it and none without it: what is wrong anyway proves nothing. One that breaks the
 * player itself is caught as well, but by no promise: the table says so.
 */
async function catchMutant(mutant: Mutant, control: Control, bounds: Bounds): Promise<Caught> {
  return await withPlayers({ mutant: mutant.name, interrupted: bounds.interrupted }, async (players) => {
    const { failures } = await explore({
      seeds: seedsOf({ first: 1, count: bounds.count }),
      players,
      isOver: () => bounds.interrupted.aborted,
      onPlayed: () => undefined,
      isKnown: ({ seed }) => control.fails(seed),
    });
    return { mutant, failure: failures[0] };
  });
}

interface Control {
  /** Whether the code as it is fails on this seed, too. */
  fails(seed: number): Promise<boolean>;
}

function createControl(player: Pick<Player, "ask">): Control {
  const known = new Map<number, Promise<boolean>>();
  let last: Promise<unknown> = Promise.resolve();
  return {
    fails(seed) {
      const standing = known.get(seed);
      if (standing !== undefined) return standing;
      const asked = last.then(async () => {
        const answer = await player.ask({ kind: "play", seed, tell: false });
        return answer.kind !== "played" || answer.broken !== undefined;
      });
      last = asked;
      known.set(seed, asked);
      return asked;
    },
  };
}

function sentence(end: {
  readonly all: readonly Caught[];
  readonly survivors: readonly string[];
  readonly count: number;
}): string {
  const { all, survivors, count } = end;
  if (survivors.length === 0) return `All ${all.length} mutants are caught; ${PAGE} says how soon.`;
  return `${survivors.length} of ${all.length} mutants survive ${count} histories: ${survivors.join(", ")}.`;
}

function asJson({ mutant, failure }: Caught): object {
  return { name: mutant.name, seed: failure?.seed ?? null, promise: failure?.promise ?? null };
}
