/**
 * Every promise of the port, by name. An adapter's contract test is one call of `describeRegionTableLaws`; a test of a
 * defence takes a single law and watches it break without the defence.
 */
import { describe, it } from "vitest";
import { absentLaws } from "./absent-laws.ts";
import { adjustLaws } from "./adjust-laws.ts";
import { commitLaws } from "./commit-laws.ts";
import { dataLaws } from "./data-laws.ts";
import { eraseLaws } from "./erase-laws.ts";
import { factLaws } from "./fact-laws.ts";
import { fragmentLaws } from "./fragment-laws.ts";
import type { Law, RegionTableHarness } from "./harness.ts";
import { historyLaws } from "./history-laws.ts";
import { pageLaws } from "./page-laws.ts";
import { raceLaws } from "./race-laws.ts";
import { readLaws } from "./read-laws.ts";
import { refusalLaws } from "./refusal-laws.ts";
import { replayLaws } from "./replay-laws.ts";
import { walkLaws } from "./walk-laws.ts";

export const regionTableLaws: readonly Law[] = [
  ...commitLaws,
  ...factLaws,
  ...fragmentLaws,
  ...adjustLaws,
  ...replayLaws,
  ...refusalLaws,
  ...eraseLaws,
  ...absentLaws,
  ...readLaws,
  ...pageLaws,
  ...walkLaws,
  ...dataLaws,
  ...raceLaws,
  ...historyLaws,
];

/** Declares one test a law. `open` is called for each of them, and may give the same harness every time. */
export function describeRegionTableLaws(name: string, open: () => RegionTableHarness): void {
  describe(`${name} keeps the laws of a region's table`, () => {
    for (const law of regionTableLaws) it(law.name, () => law.holds(open()));
  });
}
