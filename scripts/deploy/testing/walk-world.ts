/**
 * A world to walk in: SST, AWS and two regions, a process where it fails and real servers, and a clock that moves only when the walk waits, so that an
 * hour's bake takes no time and what happens in its thirty-first minute happens there every time.
 */

import { EventEmitter } from "node:events";
import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createManualClock, done, type ManualClock } from "@tandem/kernel";
import { askHttp } from "../ask-http.ts";
import { readAlarms } from "../aws-alarms.ts";
import { readGoodCommit, writeGoodCommit } from "../aws-good-commit.ts";
import { readObservations } from "../aws-health-checks.ts";
import { readIdentity } from "../aws-identity.ts";
import { copyStageState } from "../aws-stage-state.ts";
import { type DeployWish, deploy } from "../command.ts";
import type { TreeState } from "../git-tree.ts";
import type { Interruption } from "../interruption.ts";
import { createInterruption } from "../interruption.ts";
import { deployStage } from "../sst-process.ts";
import type { Deployed, StagePlace } from "../walk-ports.ts";
import { createWalkProgress } from "../walk-progress.ts";
import type { WalkStep } from "../walk-state.ts";
import { EAST, WEST } from "./example-plan.ts";
import { type PlayedRegion, playRegion } from "./played-region.ts";
import { openScriptedAws, type ScriptedAws } from "./scripted-aws.ts";

export interface Document {
  readonly environment: string;
  readonly outcome: string;
  readonly why: string;
  readonly steps: readonly WalkStep[];
  readonly deployed?: readonly string[];
  readonly partly?: readonly string[];
  readonly notDeployed?: readonly string[];
  readonly rollBack?: readonly string[];
  readonly unknownCommits?: readonly string[];
  readonly goOn?: string;
}

export interface WalkEnding {
  readonly code: number;
  readonly document: Document;
  /** What a person saw. */
  readonly text: string;
  /** What SST was asked to do, and the signals it got. */
  readonly sst: readonly string[];
}

export interface WalkWorld {
  readonly aws: ScriptedAws;
  readonly regions: Readonly<Record<string, PlayedRegion>>;
  readonly clock: ManualClock;
  readonly root: string;
  /** What SST does with a stage. */
  readonly sst: Record<string, { outputs?: object; code?: number; waits?: boolean }>;
  /** Whether SST is a process also where it only has to be well. */
  isSstProcess: boolean;
  readonly signals: EventEmitter;
  /** What is deployed. */
  tree: TreeState;
  /** Called whenever the walk waits. */
  onPause: () => void;
  walk(
    wish: Pick<DeployWish, "plan"> & Partial<DeployWish>,
    options?: { readonly isConfirmed?: boolean },
  ): Promise<WalkEnding>;
  close(): Promise<void>;
}

export async function openWalkWorld(): Promise<WalkWorld> {
  const [aws, west, east] = [await openScriptedAws(), await playRegion(WEST), await playRegion(EAST)];
  Object.assign(process.env, aws.environment);
  const root = mkdtempSync(join(tmpdir(), "deploy-"));
  const clock = createManualClock();
  const signals = new EventEmitter();
  const world: WalkWorld = {
    aws,
    regions: { [WEST]: west, [EAST]: east },
    clock,
    root,
    signals,
    isSstProcess: false,
    tree: { commit: "0123456789ab", changed: [] },
    onPause: () => undefined,
    sst: {
      "production-global": { outputs: { environment: "production" } },
      "production-us-west-2": { outputs: { region: WEST, apiUrl: `${west.url}/`, readinessUrl: west.url } },
      "production-us-east-1": { outputs: { region: EAST, apiUrl: `${east.url}/`, readinessUrl: east.url } },
    },
    async walk(wish, options = {}) {
      writeFileSync(join(root, "fake-sst.json"), JSON.stringify(world.sst));
      const shown: string[] = [];
      const documents: string[] = [];
      const screen = { write: (text: string) => shown.push(text) };
      const interruption = createInterruption(signals, () => performance.now());
      const code = await deploy(
        { order: undefined, isDryRun: false, isJson: true, isDirty: false, isDespiteAlarms: false, ...wish },
        {
          preflight: {
            readIdentity,
            readAlarms,
            readObservations,
            readGoodCommit: (place) => readGoodCommit({ product: "tandem", ...place }),
            readTree: async () => world.tree,
            repository: "shop/shop",
          },
          walk: walkPorts(world, { interruption, screen }),
          confirm: async () => options.isConfirmed ?? true,
          screen,
          print: (document) => documents.push(document),
        },
      ).finally(() => interruption.close());
      return { code, document: JSON.parse(documents[0] ?? "{}"), text: shown.join(""), sst: sstLog(root) };
    },
    async close() {
      await Promise.all([aws.close(), west.close(), east.close()]);
      for (const name of Object.keys(aws.environment)) delete process.env[name];
      rmSync(root, { recursive: true, force: true });
    },
  };
  settle(world);
  return world;
}

/** Both regions have been deployed before: they have alarms, SST's buckets and a state. */
function settle({ aws, root }: WalkWorld): void {
  const { alarms, parameters, objects } = aws.state;
  appendFileSync(join(root, "fake-sst.log"), "");
  for (const region of [WEST, EAST]) {
    const names = ["api-errors", "lag"].map((thing) => `tandem-production-${region}-${thing}`);
    alarms.set(
      region,
      names.map((name) => ({ name, state: "OK" })),
    );
    parameters.set(`${region} /sst/bootstrap`, JSON.stringify({ version: 5, state: `sst-state-${region}` }));
  }
  for (const [part, region] of [["global", WEST] as const, [WEST, WEST] as const, [EAST, EAST] as const]) {
    parameters.set(`${region} /sst/passphrase/tandem/production-${part}`, `passphrase of ${part}`);
    objects.set(`sst-state-${region}/app/tandem/production-${part}.json`, Buffer.from(`{"state of":"${part}"}`));
  }
}

function walkPorts(
  world: WalkWorld,
  { interruption, screen }: { readonly interruption: Interruption; readonly screen: { write(text: string): unknown } },
) {
  const { clock, root } = world;
  const progress = createWalkProgress(screen, clock);
  const program = fileURLToPath(new URL("fake-sst.mjs", import.meta.url));
  return {
    clock,
    pause: async (ms: number) => {
      clock.advance(ms);
      world.onPause();
    },
    interruption: interruption.signal,
    progress,
    deployStage: (stage: string) => {
      const tell = (line: string) => progress.tell(stage, line);
      const outputs = outputsOf(world, stage);
      if (outputs !== undefined) return playStage(root, { stage, tell, outputs });
      return deployStage(stage, { root, program, environment: process.env, interruption, tell });
    },
    ask: askHttp(),
    readAlarms,
    copyState: (stage: string, way: { from: string; to: string }) => copyStageState("tandem", stage, way),
    writeGoodCommit: (place: StagePlace, commit: string) => writeGoodCommit({ product: "tandem", ...place }, commit),
    newIdempotencyKey: () => "deploy-probe-000000000001",
  };
}

/** Of a stage whose deployment is well, where no test wants to see the process: a walk starts three, and they take most of its time. */
function outputsOf({ sst, isSstProcess }: WalkWorld, stage: string) {
  const { outputs, code = 0, waits = false } = sst[stage] ?? {};
  return isSstProcess || code !== 0 || waits ? undefined : outputs;
}

/** What the process would do. */
async function playStage(
  root: string,
  { stage, tell, outputs }: { readonly stage: string; readonly tell: (line: string) => void; readonly outputs: object },
): Promise<Deployed> {
  appendFileSync(join(root, "fake-sst.log"), `deploy ${stage}\n`);
  tell(`Deploying ${stage}`);
  return done({ ...outputs });
}

function sstLog(root: string): readonly string[] {
  const file = join(root, "fake-sst.log");
  if (!existsSync(file)) return [];
  return readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => line !== "");
}
