export { drawMany, drawOne, drawSome, drawStamp, shuffled } from "./draw.ts";
export { type Fold, type FoldLaw, foldLaws, foldLawsBrokenBy } from "./fold-laws.ts";
export type { Law, RegionTableHarness } from "./harness.ts";
export { type Merge, type MergeLaw, mergeLaws, mergeLawsBrokenBy } from "./merge-laws.ts";
export { describeRegionTableLaws, regionTableLaws } from "./region-table-laws.ts";
export { undeclaredAdjust, undeclaredFact, undeclaredFragment } from "./undeclared.ts";
