/** `npm run simulate -- --mutants`: plays against each mutant until it is caught, and writes the table. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { EXIT_FAILED } from "../command-line.ts";
import { seedsOf } from "./call.ts";
import { explore } from "./explore.ts";
import { checkMutant, type Mutant } from "./mutants/mutant.ts";
import { type Caught, mutantPage, SEEDS_TO_CATCH_MAX } from "./mutants/mutant-table.ts";
import type { Player } from "./player.ts";
import { withPlayers } from "./players.ts";

const PAGE = "docs/mutants.md";
const NAME_LETTERS = 30;

export async function catchMutants(
  mutants: readonly Mutant[],
  options: { readonly root: string; readonly json: boolean; readonly interrupted: AbortSignal },
): Promise<number> {
  const { root, json, interrupted } = options;
  for (const mutant of mutants) checkMutant(mutant, root);
  const all = await withPlayers(undefined, ([player]) => catchAll(mutants, createControl(player), interrupted));
  if (all.length < mutants.length) {
    console.error(`Stopped after ${all.length} of ${mutants.length} mutants; ${PAGE} stays as it was.`);
    return EXIT_FAILED;
  }
  writeFileSync(join(root, PAGE), mutantPage(all));
  const survivors = all.filter(({ failure }) => failure === undefined).map(({ mutant }) => mutant.name);
  console.log(json ? JSON.stringify(all.map(asJson)) : sentence(all.length, survivors));
  return survivors.length === 0 ? 0 : EXIT_FAILED;
}

/** Those that were tried before somebody wanted it to end. */
async function catchAll(
  mutants: readonly Mutant[],
  control: Control,
  interrupted: AbortSignal,
): Promise<readonly Caught[]> {
  const all: Caught[] = [];
  for (const mutant of mutants) {
    const caught = await catchMutant(mutant, control, interrupted);
    if (interrupted.aborted) break;
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
async function catchMutant(mutant: Mutant, control: Control, interrupted: AbortSignal): Promise<Caught> {
  return await withPlayers(mutant.name, async (players) => {
    const { failures } = await explore({
      seeds: seedsOf({ first: 1, count: SEEDS_TO_CATCH_MAX }),
      players,
      isOver: () => interrupted.aborted,
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

function sentence(count: number, survivors: readonly string[]): string {
  if (survivors.length === 0) return `All ${count} mutants are caught; ${PAGE} says how soon.`;
  return `${survivors.length} of ${count} mutants survive ${SEEDS_TO_CATCH_MAX} histories: ${survivors.join(", ")}.`;
}

function asJson({ mutant, failure }: Caught): object {
  return { name: mutant.name, seed: failure?.seed ?? null, promise: failure?.promise ?? null };
}
