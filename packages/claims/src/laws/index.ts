export { claimsLaws, describeClaimsLaws } from "./claims-laws.ts";
export type { ClaimsHarness, ClaimsLaw } from "./harness.ts";
