/** The page of docs/mutants.md: how many histories each mutant survives, and which promise it breaks at last. Written by a command, never by hand. */
import type { Failure } from "../explore.ts";
import type { Mutant } from "./mutant.ts";

export interface Caught {
  readonly mutant: Mutant;
  /** Undefined if it survived. */
  readonly failure: Failure | undefined;
}

export function mutantPage(caught: readonly Caught[], seedCount: number): string {
  const rows = caught.map(({ mutant, failure }) => {
    const seeds = failure === undefined ? `not in ${seedCount}` : String(failure.seed);
    return `| \`${mutant.name}\` | ${cell(mutant.story)} | ${seeds} | ${cell(failure?.promise ?? "none")} |`;
  });
  return `${[...INTRODUCTION, ...rows].join("\n")}\n`;
}

const INTRODUCTION = [
  "# Mutants",
  "",
  "Each defence of Tandem is broken here on purpose, one at a time, and histories are played from seed 1 on until a promise is",
  "broken. A mutant that survives is a hole in the simulation. This page is written by `npm run simulate -- --mutants`; one",
  "mutant is played again with `npm run simulate -- --mutant NAME --seed S`, which tells its story.",
  "",
  "| mutant | what it breaks | seeds to catch | promise that is broken |",
  "| --- | --- | --- | --- |",
];

export interface MutantRow {
  readonly mutant: string;
  /** The promise that was broken first. */
  readonly caughtBy: string;
}

const ROW = /^\| `([a-z-]+)` \|.*\| ([^|]+) \|$/;

/** What the page says of each mutant. */
export function mutantRows(page: string): readonly MutantRow[] {
  return page.split("\n").flatMap((line) => {
    const [, mutant, caughtBy] = ROW.exec(line) ?? [];
    return mutant === undefined || caughtBy === undefined ? [] : [{ mutant, caughtBy }];
  });
}

function cell(text: string): string {
  return text.replaceAll("|", "\\|");
}
