/**
 * `npm run deploy` from the plan to the exit code: look first and refuse, then show and ask, then walk, then tell how it ended. What it needs of
 * the machine and of AWS arrives as arguments.
 */
import { EXIT_FAILED, EXIT_REFUSED } from "../command-line.ts";
import { describePlan } from "./describe-plan.ts";
import type { ProbeOrder } from "./order-probe.ts";
import type { Plan } from "./plan.ts";
import { type PreflightPorts, preflight } from "./preflight.ts";
import { stopText } from "./stop-text.ts";
import { walkStages } from "./walk.ts";
import type { WalkPorts } from "./walk-ports.ts";
import type { Screen } from "./walk-progress.ts";
import type { WalkStep } from "./walk-state.ts";

export interface DeployWish {
  readonly plan: Plan;
  readonly order: ProbeOrder | undefined;
  readonly isDryRun: boolean;
  readonly isJson: boolean;
  readonly isDirty: boolean;
  readonly isDespiteAlarms: boolean;
}

export interface DeployWorld {
  readonly preflight: PreflightPorts;
  readonly walk: WalkPorts;
  /** Whether a person wants it so; undefined where there is nobody to ask. */
  readonly confirm: (() => Promise<boolean>) | undefined;
  /** What a person reads. */
  readonly screen: Screen;
  /** Where the one document goes. */
  readonly print: (document: string) => void;
}

interface Ending {
  readonly outcome: "done" | "refused" | "failed";
  readonly why: string;
  readonly steps?: readonly WalkStep[];
  readonly more?: object;
}

/** The exit code. */
export async function deploy(wish: DeployWish, world: DeployWorld): Promise<number> {
  const ending = await deployOrRefuse(wish, world);
  if (wish.isJson) {
    const { outcome, why, steps = [], more } = ending;
    world.print(JSON.stringify({ environment: wish.plan.environment.name, outcome, why, steps, ...more }, null, 2));
  }
  if (ending.outcome === "done") return 0;
  return ending.outcome === "refused" ? EXIT_REFUSED : EXIT_FAILED;
}

async function deployOrRefuse(wish: DeployWish, world: DeployWorld): Promise<Ending> {
  const { plan, order } = wish;
  const say = (text: string) => world.screen.write(`${text}\n`);
  const refuse = (why: readonly string[]): Ending => {
    for (const each of why) say(`Refused: ${each}`);
    return { outcome: "refused", why: why.join(" / ") };
  };
  const before = await preflight(plan, world.preflight, wish);
  const { identity, tree, baselines, goodCommits } = before;
  say(describePlan(plan, { identity, tree, goodCommits, placesOrder: order !== undefined }));
  for (const region of before.unheard)
    say(`${region} does not say which of its alarms ring, and will not be listened to.`);
  if (before.refusals.length > 0) return refuse(before.refusals);
  if (wish.isDryRun) {
    say("Nothing was touched: this was a dry run.");
    const stages = plan.stages.map(({ stage }) => stage);
    return { outcome: "done", why: "a dry run: nothing was touched", more: { dryRun: true, stages } };
  }
  if (world.confirm === undefined) return refuse(["there is nobody to ask here: say --yes if you mean it"]);
  if (!(await world.confirm())) return refuse([`${plan.environment.name} was not typed, so nothing was touched`]);
  const end = await walkStages({ plan, baselines, tree, goodCommits, order }, world.walk);
  if (end.outcome === "done") {
    say([`Done: ${end.why}.`, ...hintToAttach(plan)].join("\n"));
    return end;
  }
  say([end.why, ...(end.advice === undefined ? [] : [stopText(end.advice)])].join("\n"));
  return { ...end, more: end.advice ?? {} };
}

/** The second half of a first deployment is easily forgotten: until then no peer's word takes a region out. */
function hintToAttach({ environment }: Plan): readonly string[] {
  const { domain, regions } = environment;
  const loose =
    regions.length < 2 || domain === undefined ? [] : regions.filter((each) => !domain.attached.includes(each));
  if (loose.length === 0) return [];
  return [
    `Not attached yet: ${loose.join(", ")}. When the health checks show data in the Route 53 console, name them in \`domain.attached\` and deploy again.`,
  ];
}
