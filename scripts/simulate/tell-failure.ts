/**
 * What a person gets of a history that broke a promise: its seed, the shortest history found that still breaks it, told as a story, and
 * a file that keeps it.
 */
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Failure } from "./explore.ts";
import type { CrashReport, ShrinkReport } from "./play-job.ts";
import type { Player } from "./player.ts";
import { regressionText } from "./regression-file.ts";

/** A try takes a tenth of a second: enough for some hundred of them, and no longer than a person waits. */
const SHRINK_BUDGET_MS = 60_000;

export interface ToldFailure extends Failure {
  readonly story: string;
  /** How many parts the history had, and how many are left. */
  readonly parts: { readonly before: number; readonly after: number };
  readonly scenario: unknown;
}

export async function shortenFailure(failure: Failure, player: Pick<Player, "ask">): Promise<ToldFailure> {
  const { seed, promise } = failure;
  const answer = await player.ask({ kind: "shrink", seed, promise, budgetMs: SHRINK_BUDGET_MS });
  return answer.kind === "shrunk"
    ? told(failure, answer)
    : untold(failure, answer.kind === "crashed" ? answer : undefined);
}

function told({ seed }: Failure, { broken, story, scenario, partsBefore, partsAfter }: ShrinkReport): ToldFailure {
  return { seed, ...broken, story, scenario, parts: { before: partsBefore, after: partsAfter } };
}

/** A player that breaks on the history breaks on shortening it, too: its last words are all there is. */
function untold(failure: Failure, crash: CrashReport | undefined): ToldFailure {
  return { ...failure, story: crash?.why ?? "", scenario: undefined, parts: { before: 0, after: 0 } };
}

/** The file's name; a scenario that could not be had is not kept. */
export function keepFailure(failure: ToldFailure, folder: string): string | undefined {
  const { seed, promise, scenario } = failure;
  if (scenario === undefined) return undefined;
  mkdirSync(folder, { recursive: true });
  const name = freeName(seed, folder);
  // Whoever mends it says what it was; until then the file fails, and says so.
  writeFileSync(join(folder, name), regressionText({ seed, promise, found: "", scenario }), { flag: "wx" });
  return name;
}

/** A seed may have broken something before, and what it was then is kept for ever. */
function freeName(seed: number, folder: string): string {
  let name = `${seed}.json`;
  for (let count = 2; existsSync(join(folder, name)); count += 1) name = `${seed}-again-${count}.json`;
  return name;
}

export function failureText(
  failure: ToldFailure,
  options: { readonly file: string | undefined; readonly mutant: string | undefined },
): string {
  const { seed, promise, why, story, parts } = failure;
  const again = `npm run simulate -- --seed ${seed} --story${options.mutant === undefined ? "" : ` --mutant ${options.mutant}`}`;
  return [
    `Seed ${seed} breaks a promise: ${promise}.`,
    why,
    "",
    ...(parts.before === 0
      ? []
      : [`The shortest history found that breaks it (${parts.after} of ${parts.before} parts):`, ""]),
    story,
    "",
    ...(options.file === undefined
      ? []
      : [`Kept in ${options.file}. Say in its \`found\` what was wrong, and commit it with the mend.`]),
    `The whole history: ${again}`,
  ].join("\n");
}
