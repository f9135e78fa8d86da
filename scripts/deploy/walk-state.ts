/** What the stages of one walk share: what was planned, what is done so far, and what was seen on the way. */
import { isoTime } from "@tandem/kernel";
import type { AlarmBaselines } from "./alarm-baselines.ts";
import type { TreeState } from "./git-tree.ts";
import type { GoodCommits } from "./good-commits.ts";
import { createNewAlarms, type NewAlarms } from "./new-alarms.ts";
import type { ProbeOrder } from "./order-probe.ts";
import type { Plan, PlannedStage } from "./plan.ts";
import type { RegionOutputs } from "./region-outputs.ts";
import type { WalkPorts } from "./walk-ports.ts";

export interface Walk {
  readonly plan: Plan;
  readonly baselines: AlarmBaselines;
  /** What is deployed. */
  readonly tree: TreeState;
  /** As they were before. */
  readonly goodCommits: GoodCommits;
  readonly order: ProbeOrder | undefined;
}

export type StepName = "look" | "deploy" | "copy-state" | "outputs" | "ready" | "probe" | "bake" | "keep-commit";

export interface WalkStep {
  readonly stage: string;
  readonly name: StepName;
  readonly at: string;
  readonly saw: string;
}

export interface WalkState {
  readonly walk: Walk;
  readonly ports: WalkPorts;
  readonly steps: WalkStep[];
  /** Stages that SST has deployed, whatever their gates said afterwards. */
  readonly deployed: string[];
  /** The regions among them, with what their stacks say. */
  readonly outputs: Map<string, RegionOutputs>;
  readonly newAlarms: NewAlarms;
  /** Stages whose state has no other place to go to yet. */
  readonly uncopied: PlannedStage[];
  /** What does not stop a walk, but is not as it was promised either. */
  readonly complaints: string[];
  /** Writes a step down and shows it. */
  readonly note: (stage: string, name: StepName, saw: string) => void;
}

export function createWalkState(walk: Walk, ports: WalkPorts): WalkState {
  const steps: WalkStep[] = [];
  return {
    walk,
    ports,
    steps,
    deployed: [],
    outputs: new Map(),
    newAlarms: createNewAlarms(),
    uncopied: [],
    complaints: [],
    note(stage, name, saw) {
      steps.push({ stage, name, at: isoTime(ports.clock.nowMs()), saw });
      ports.progress.step(stage, `${name}: ${saw}`);
    },
  };
}
