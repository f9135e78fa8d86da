/** The plan in words, with whose account it is about: at three in the morning people deploy to the wrong one. */
import type { Identity } from "./aws-identity.ts";
import type { TreeState } from "./git-tree.ts";
import type { GoodCommits } from "./good-commits.ts";
import { copyRegionOf, type Plan, type PlannedStage, partOf, plannedRegions } from "./plan.ts";

export interface PlanFacts {
  readonly identity: Identity | undefined;
  readonly tree: TreeState;
  readonly goodCommits: GoodCommits;
  readonly placesOrder: boolean;
}

export function describePlan(plan: Plan, facts: PlanFacts): string {
  const { environment } = plan;
  const regions = plannedRegions(plan);
  const lines = plan.stages.map(
    (planned, index) => `  ${index + 1}. ${planned.stage.padEnd(26)} ${whatHappens(plan, planned, facts)}`,
  );
  const untouched = environment.regions.filter((region) => regions.length > 0 && !regions.includes(region));
  return [
    `${environment.name}${environment.isPreview ? " (a preview)" : ""}: ${plan.stages.length} of ${environment.regions.length + 1} stages, one after the other`,
    `  account     ${facts.identity === undefined ? "unknown: AWS did not say" : `${facts.identity.account}  as ${facts.identity.arn}`}`,
    `  commit      ${commitLine(facts.tree)}`,
    ...backLine(plan, facts.goodCommits),
    ...lines,
    ...(untouched.length > 0 ? [`  not touched: ${untouched.join(", ")}`] : []),
    "A gate that fails, or that cannot look, stops the walk before the next stage.",
  ].join("\n");
}

function commitLine({ commit, changed }: TreeState): string {
  if (commit === undefined) return "unknown: this is no git repository";
  return changed.length === 0 ? commit : `${commit}, with ${changed.length} uncommitted changes`;
}

/** What the advice of a stop would name; nothing where none is kept. */
function backLine({ stages }: Plan, goodCommits: GoodCommits): readonly string[] {
  const known = stages.flatMap(({ stage, scope }) => {
    const good = goodCommits.get(stage);
    if (good === undefined) return [];
    return [`${partOf(scope)} ${good.ok ? `to ${good.value}` : `to nothing known (${good.refusal.reason})`}`];
  });
  return known.length === 0 ? [] : [`  to go back  ${known.join(", ")}`];
}

function whatHappens(plan: Plan, { scope }: PlannedStage, { placesOrder }: PlanFacts): string {
  const { environment, bakeMinutes } = plan;
  const copy = copyRegionOf(environment, scope.region);
  const copied = copy === undefined ? "no other region to copy its state to" : `copy its state to ${copy}`;
  if (scope.kind === "global") return `sst deploy in ${scope.region}; ${copied}`;
  const order = placesOrder ? "as a customer who orders one" : "as a customer who reads";
  const alarms = environment.watches ? "readiness and alarms" : "readiness; this environment has no alarms";
  const bake = bakeMinutes === 0 ? `look once at ${alarms}` : `bake ${bakeMinutes} min, watching ${alarms}`;
  return `sst deploy; ${copied}; wait until ready; probe ${order}; ${bake}`;
}
