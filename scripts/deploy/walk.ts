/**
 * The walk: stage by stage, and after each region the gates it has to pass. Nothing after a stop is touched. A stop leaves regions on two
 * versions, which they are made to bear for hours; that is what the gates buy.
 */
import { keepCommitOf } from "./keep-commit.ts";
import { copyStateOf, reportUncopied } from "./keep-copy.ts";
import type { PlannedStage } from "./plan.ts";
import { gateBefore, gatesAfter } from "./region-gates.ts";
import { type StopAdvice, stopAdvice } from "./stop-text.ts";
import type { WalkPorts } from "./walk-ports.ts";
import { elapsed } from "./walk-progress.ts";
import { createWalkState, type Walk, type WalkState, type WalkStep } from "./walk-state.ts";

export interface WalkEnd {
  readonly outcome: "done" | "failed";
  readonly why: string;
  readonly steps: readonly WalkStep[];
  /** When it stopped half way. */
  readonly advice: StopAdvice | undefined;
}

/** Why a stage stops the walk, and how far it had come. */
interface Stop {
  readonly why: string;
  readonly reached: "nothing" | "part" | "deployed";
}

export async function walkStages(walk: Walk, ports: WalkPorts): Promise<WalkEnd> {
  const state = createWalkState(walk, ports);
  const { steps, deployed, complaints } = state;
  for (const planned of walk.plan.stages) {
    const stop = await walkStage(planned, state);
    if (stop === undefined) continue;
    const touched = stop.reached === "nothing" ? undefined : planned;
    const { plan, goodCommits } = walk;
    const advice = stopAdvice({ plan, goodCommits, deployed, touched, isPartial: stop.reached === "part" });
    const why = [`Stopped at ${planned.stage}: ${stop.why}`, ...complaints].join(". ");
    return { outcome: "failed", why, steps, advice };
  }
  reportUncopied(state);
  if (complaints.length > 0)
    return { outcome: "failed", why: `Everything is deployed, but ${complaints.join("; ")}`, steps, advice: undefined };
  const why = `${deployed.join(", ")} ${deployed.length === 1 ? "is" : "are"} deployed`;
  return { outcome: "done", why, steps, advice: undefined };
}

async function walkStage(planned: PlannedStage, state: WalkState): Promise<Stop | undefined> {
  const { stage, scope } = planned;
  const { ports } = state;
  if (ports.interruption.aborted) return { why: "interrupted before it was touched", reached: "nothing" };
  if (scope.kind === "region") {
    const before = await gateBefore(planned, state);
    if (!before.ok) return { why: before.saw, reached: "nothing" };
  }
  const startMs = ports.clock.elapsedMs();
  const deployment = await ports.deployStage(stage);
  if (!deployment.ok) {
    state.note(stage, "deploy", deployment.refusal.reason);
    return { why: deployment.refusal.reason, reached: "part" };
  }
  state.deployed.push(stage);
  state.note(stage, "deploy", `by SST in ${elapsed(ports.clock.elapsedMs() - startMs)}`);
  // At once, before any gate: the state has changed, whatever the gates will say.
  await copyStateOf(planned, state);
  if (scope.kind === "region") {
    const after = await gatesAfter({ planned, region: scope.region, stackOutputs: deployment.value }, state);
    if (!after.ok) return { why: after.saw, reached: "deployed" };
  }
  await keepCommitOf(planned, state);
  return undefined;
}
