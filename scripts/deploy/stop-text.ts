/** What a person needs when a walk stops half way: what stands, what does not, and the commands that go back or on. */
import { refused } from "@tandem/kernel";
import type { GoodCommits } from "./good-commits.ts";
import { type Plan, type PlannedStage, partOf } from "./plan.ts";

export interface Stop {
  readonly plan: Plan;
  /** As they were before the walk. */
  readonly goodCommits: GoodCommits;
  readonly deployed: readonly string[];
  /** The stage at which it stopped, if anything of it was touched. */
  readonly touched: PlannedStage | undefined;
  /** SST was ended or failed in the middle of it. */
  readonly isPartial: boolean;
}

export interface StopAdvice {
  readonly deployed: readonly string[];
  readonly partly: readonly string[];
  readonly notDeployed: readonly string[];
  /** A command for each stage that may be the cause, the likeliest first; each stands by itself. */
  readonly rollBack: readonly string[];
  /** Why a command has a placeholder for the commit, a sentence each. */
  readonly unknownCommits: readonly string[];
  readonly goOn: string;
}

export function stopAdvice({ plan, goodCommits, deployed, touched, isPartial }: Stop): StopAdvice {
  const partly = touched !== undefined && isPartial ? [touched.stage] : [];
  const rest = plan.stages.filter(({ stage }) => !deployed.includes(stage));
  // A gate may have stopped it after it was deployed: it is done again, so that its gates are asked again.
  const again = plan.stages.filter(
    ({ stage }) => stage === touched?.stage || rest.some((each) => each.stage === stage),
  );
  const backTo = suspects({ plan, deployed, touched }).map((planned) => ({
    planned,
    good: goodCommits.get(planned.stage) ?? refused({ reason: "none is kept for previews" }),
  }));
  return {
    deployed,
    partly,
    notDeployed: rest.map(({ stage }) => stage).filter((stage) => !partly.includes(stage)),
    rollBack: backTo.map(({ planned, good }) => rollBackCommand(plan, planned, good.ok ? good.value : COMMIT_UNKNOWN)),
    unknownCommits: backTo.flatMap(({ planned, good }) =>
      good.ok ? [] : [`${COMMIT_UNKNOWN} of ${planned.stage} is not known here: ${good.refusal.reason}`],
    ),
    goOn: again.map((planned) => command(plan, planned)).join(" && "),
  };
}

export function stopText(advice: StopAdvice): string {
  const list = (stages: readonly string[]) => (stages.length === 0 ? "nothing" : stages.join(", "));
  return [
    `  deployed      ${list(advice.deployed)}`,
    ...(advice.partly.length > 0 ? [`  in part       ${list(advice.partly)}`] : []),
    `  not deployed  ${list(advice.notDeployed)}`,
    ...advice.rollBack.map((each, index) => `  ${index === 0 ? "to go back  " : "            "}  ${each}`),
    ...advice.unknownCommits.map((each) => `                ${each}`),
    `  to go on      ${advice.goOn}`,
    ...advice.partly.map(
      (stage) => `  if SST says that an update is under way and none is: npx sst unlock --stage ${stage}`,
    ),
  ].join("\n");
}

/** No commit is called so: git refuses it, and the command ends there. */
const COMMIT_UNKNOWN = "LAST-GOOD-COMMIT";

function command({ environment }: Plan, { scope }: PlannedStage): string {
  return `npm run deploy -- ${environment.name} --only ${partOf(scope)}`;
}

/** Where it stopped, and then the regions before it: the walk may have stopped because one of those fell ill meanwhile. */
function suspects({ plan, deployed, touched }: Pick<Stop, "plan" | "deployed" | "touched">): readonly PlannedStage[] {
  return plan.stages
    .filter(({ stage, scope }) => stage === touched?.stage || (scope.kind === "region" && deployed.includes(stage)))
    .reverse();
}

/** What is rolled back has alarms that ring, and they must not be in its way. */
function rollBackCommand(plan: Plan, planned: PlannedStage, commit: string): string {
  const despite = plan.environment.watches ? " --despite-alarms" : "";
  return `git checkout ${commit} && ${command(plan, planned)}${despite}`;
}
