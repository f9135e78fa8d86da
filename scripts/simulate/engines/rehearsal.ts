/** What the tests take of rehearsals: they start one world and rehearse in it what they have the time for. */
export { type EngineWorld, startEngineWorld } from "./engine-world.ts";
export { type Difference, tellDifference } from "./quiet/compare-days.ts";
export { drawQuietPlan } from "./quiet/quiet-plan.ts";
export { type BadDay, rehearseBadDay, rehearseQuietDay, rehearseReplicas } from "./rehearse-seed.ts";
export { ENGINES_SPEED } from "./rehearse-seeds.ts";
