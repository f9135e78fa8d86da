/**
 * `npm run deploy -- ENVIRONMENT`: walks the stages of an environment, region by region, with gates between them. It reads the arguments and
 * puts the parts together; what is deployed is infra/, and how the walk goes is scripts/deploy/.
 */
import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { PRODUCT } from "@tandem/infra/stage";
import type { Clock } from "@tandem/kernel";
import { type CommandLine, numberFlag, parseCommandLine, runCommand, UsageError } from "./command-line.ts";
import { askHttp } from "./deploy/ask-http.ts";
import { readAlarms } from "./deploy/aws-alarms.ts";
import { readGoodCommit, writeGoodCommit } from "./deploy/aws-good-commit.ts";
import { readObservations } from "./deploy/aws-health-checks.ts";
import { readIdentity } from "./deploy/aws-identity.ts";
import { copyStageState } from "./deploy/aws-stage-state.ts";
import { type DeployWorld, deploy } from "./deploy/command.ts";
import { isConfirmed } from "./deploy/confirmation.ts";
import { readTree } from "./deploy/git-tree.ts";
import { createInterruption, type Interruption } from "./deploy/interruption.ts";
import type { ProbeOrder } from "./deploy/order-probe.ts";
import { type Plan, planOf } from "./deploy/plan.ts";
import { deployStage } from "./deploy/sst-process.ts";
import { createWalkProgress } from "./deploy/walk-progress.ts";

const USAGE =
  "npm run deploy -- ENVIRONMENT [--only SCOPE] [--bake-minutes N] [--dry-run] [--yes] [--json] [--dirty] [--despite-alarms]";
const HELP = `Deploys the stages of an environment one after the other: what is shared, then region by region. After each region it waits until the
region is ready, probes it as a customer, and watches its alarms for a while; if anything is wrong, the next one is not touched. Alarms that are new
are waited for, twenty minutes at most. The commit of what was good is kept in /PRODUCT/STAGE/commit, a parameter in the stage's region.

Usage: ${USAGE}

  --only SCOPE       one stage alone: global, or a region
  --bake-minutes N   how long to watch a region, instead of what infra/stage.ts says
  --dry-run          say what would be done, and whether it would be refused
  --yes              do not ask
  --json             one document on stdout at the end, progress on stderr
  --dirty            also with changes that are not committed
  --despite-alarms   also when alarms ring already: to mend, or to roll back

With TANDEM_PROBE_TOKEN and TANDEM_PROBE_SKU set, the probe places an order of one, waits until it is settled, and cancels it.`;
const ROOT = fileURLToPath(new URL("..", import.meta.url));
/** As infra/environment.ts has it: a day of watching is a decision for a person. */
const BAKE_MINUTES_MAX = 1_440;

await runCommand(async () => {
  const flags = {
    only: { type: "string" },
    "bake-minutes": { type: "string" },
    "dry-run": { type: "boolean" },
    yes: { type: "boolean" },
    json: { type: "boolean" },
    dirty: { type: "boolean" },
    "despite-alarms": { type: "boolean" },
  } as const;
  const line = parseCommandLine(process.argv.slice(2), { flags, usage: USAGE, positionalCountMax: 1 });
  if (line.values["help"] === true) {
    console.log(HELP);
    return 0;
  }
  const plan = planFrom(line);
  const order = probeOrderFrom(process.env);
  const isSet = (name: keyof typeof flags) => line.values[name] === true;
  const clock: Clock = { nowMs: () => Date.now(), elapsedMs: () => performance.now() };
  const interruption = createInterruption(process, clock.elapsedMs);
  try {
    const world = worldFor({ plan, isJson: isSet("json"), isYes: isSet("yes"), clock, interruption });
    const allowed = { isDirty: isSet("dirty"), isDespiteAlarms: isSet("despite-alarms") };
    return await deploy({ plan, order, isDryRun: isSet("dry-run"), isJson: isSet("json"), ...allowed }, world);
  } finally {
    interruption.close();
  }
});

function planFrom(line: CommandLine): Plan {
  const [environment] = line.positionals;
  if (environment === undefined) throw new UsageError(`Which environment?\nUsage: ${USAGE}`);
  const only = line.values["only"];
  const isGiven = line.values["bake-minutes"] !== undefined;
  const bakeMinutes = numberFlag(line, { name: "bake-minutes", fallback: 0, min: 0, max: BAKE_MINUTES_MAX });
  try {
    return planOf({
      environment,
      only: typeof only === "string" ? only : undefined,
      bakeMinutes: isGiven ? bakeMinutes : undefined,
    });
  } catch (error) {
    // The sentences about names and settings are written for whoever calls this.
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function probeOrderFrom(environment: NodeJS.ProcessEnv): ProbeOrder | undefined {
  const token = environment["TANDEM_PROBE_TOKEN"] || undefined;
  const sku = environment["TANDEM_PROBE_SKU"] || undefined;
  if (token === undefined && sku === undefined) return undefined;
  if (token !== undefined && sku !== undefined) return { token, sku };
  throw new UsageError("TANDEM_PROBE_TOKEN and TANDEM_PROBE_SKU belong together: set both, or none.");
}

function worldFor(options: {
  readonly plan: Plan;
  readonly isJson: boolean;
  readonly isYes: boolean;
  readonly clock: Clock;
  readonly interruption: Interruption;
}): DeployWorld {
  const { plan, clock, interruption } = options;
  const { signal } = interruption;
  const screen = options.isJson ? process.stderr : process.stdout;
  const progress = createWalkProgress(screen, clock);
  const program = join(ROOT, "node_modules", "sst", "bin", "sst.mjs");
  const sst = { root: ROOT, program, environment: process.env, interruption };
  const ask = () => isConfirmed(plan.environment.name, { input: process.stdin, output: screen, signal });
  const asksPerson = process.stdin.isTTY === true ? ask : undefined;
  return {
    preflight: {
      readIdentity,
      readAlarms,
      readObservations,
      readGoodCommit: (place) => readGoodCommit({ product: PRODUCT, ...place }),
      readTree: () => readTree(ROOT),
    },
    walk: {
      clock,
      pause: (ms) => delay(ms, undefined, { signal }).catch(() => undefined),
      interruption: signal,
      progress,
      deployStage: (stage) => deployStage(stage, { ...sst, tell: (text) => progress.tell(stage, text) }),
      ask: askHttp(),
      readAlarms,
      copyState: (stage, way) => copyStageState(PRODUCT, stage, way),
      writeGoodCommit: (place, commit) => writeGoodCommit({ product: PRODUCT, ...place }, commit),
      newIdempotencyKey: () => `deploy-probe-${randomUUID()}`,
    },
    confirm: options.isYes ? async () => true : asksPerson,
    screen,
    print: (document) => console.log(document),
  };
}
