export type { Law, RegionTableHarness } from "./harness.ts";
export { describeRegionTableLaws, regionTableLaws } from "./region-table-laws.ts";
export { undeclaredAdjust, undeclaredFact, undeclaredFragment } from "./undeclared.ts";
