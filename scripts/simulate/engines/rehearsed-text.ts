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

function alike(differences: readonly Difference[]): string {
  if (differences.length === 0) return "the same as simulated";
  const shown = differences.slice(0, DIFFERENCES_SHOWN).map(tellDifference);
  return [`${differences.length} differences`, ...shown].join("\n");
}
