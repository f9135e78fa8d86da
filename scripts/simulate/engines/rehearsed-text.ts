/** What a person reads of one rehearsed seed: a few lines if all is well, and the story if it is not. */
import type { Region } from "@tandem/kernel";
import { describeFault, type WorldFault } from "@tandem/sandbox";
import { type Difference, tellDifference } from "./quiet/compare-days.ts";
import type { BadDay } from "./rehearse-seed.ts";

export interface Rehearsed {
  readonly seed: number;
  readonly regions: readonly Region[];
  readonly faults: readonly WorldFault[];
  readonly badDay: BadDay;
  readonly quietDay: readonly Difference[];
  readonly replicas: readonly Difference[];
}

/** The first ones say what is wrong; a hundred that follow from them would hide that. */
const DIFFERENCES_SHOWN = 5;

export function rehearsedText({ seed, regions, faults, badDay, quietDay, replicas }: Rehearsed): string {
  const { answered, unheard, skipped, broken, story } = badDay;
  return [
    `Seed ${seed} in ${regions.join(", ")}`,
    `  bad day: ${answered} answers, ${unheard} unheard; ${faults.map(describeFault).join(", ") || "no fault"}`,
    ...skipped.map((why) => `    not played: ${why}`),
    ...(broken === undefined
      ? ["    every promise was kept"]
      : [`    breaks a promise: ${broken.promise}`, `    ${broken.why}`]),
    ...(story === undefined ? [] : [story]),
    `  quiet day: ${alike(quietDay)}`,
    `  replicas: ${alike(replicas)}`,
  ].join("\n");
}

/** The last line: how many seeds, and of which of them something was not as it is to be. */
export function totalText(
  all: readonly Pick<Rehearsed, "seed" | "badDay" | "quietDay" | "replicas">[],
  planned: number,
): string {
  const wrong = all.filter((rehearsed) => !isAlike(rehearsed)).map(({ seed }) => seed);
  const said =
    wrong.length === 0 ? "none of them differs" : `these differ: ${wrong.map((seed) => `seed ${seed}`).join(", ")}`;
  return `Rehearsed ${all.length} of ${planned} ${planned === 1 ? "seed" : "seeds"}; ${said}.`;
}

/** No promise was broken, and the two worlds did not differ. */
export function isAlike({ badDay, quietDay, replicas }: Pick<Rehearsed, "badDay" | "quietDay" | "replicas">): boolean {
  return badDay.broken === undefined && quietDay.length === 0 && replicas.length === 0;
}

function alike(differences: readonly Difference[]): string {
  if (differences.length === 0) return "the same as simulated";
  const shown = differences.slice(0, DIFFERENCES_SHOWN).map(tellDifference);
  const left = differences.length - shown.length;
  const count = differences.length === 1 ? "1 difference" : `${differences.length} differences`;
  return [count, ...shown, ...(left === 0 ? [] : [`and ${left} more, which are not shown; --json shows all`])].join(
    "\n",
  );
}
