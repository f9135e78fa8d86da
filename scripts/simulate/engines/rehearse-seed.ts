/**
 * Everything that one seed is rehearsed by in a local world: its bad day, judged by the promises that simulated histories are judged by; its quiet day,
 * which has to be the same in a simulated world; and a script of writes to all replicas, which have to settle as simulated ones do.
 */
import { INVARIANTS, judge, story } from "@tandem/sandbox";
import { PLAYS_TO_THE_END } from "../explore.ts";
import type { Broken } from "../simulation.ts";
import type { EngineWorld } from "./engine-world.ts";
import { type EngineScenario, type PlayedOnEngines, playOnEngines } from "./play-on-engines.ts";
import { compareDays, type Difference } from "./quiet/compare-days.ts";
import { playQuietly } from "./quiet/play-quietly.ts";
import { createQuietEngines } from "./quiet/quiet-engines.ts";
import { drawQuietPlan } from "./quiet/quiet-plan.ts";
import { createSimulatedQuietWorld } from "./quiet/quiet-simulated.ts";
import { createEngineStage } from "./replicas/engine-stage.ts";
import { playScript } from "./replicas/play-script.ts";
import { drawReplicaScript } from "./replicas/replica-script.ts";
import { createSimulatedStage } from "./replicas/simulated-stage.ts";

export interface BadDay {
  /** How many tries were answered, and how many went unheard. */
  readonly answered: number;
  readonly unheard: number;
  /** Faults that a local world cannot do, a sentence each. */
  readonly skipped: readonly string[];
  readonly broken: Broken | undefined;
  /** Of what breaks a promise. */
  readonly story: string | undefined;
}

export async function rehearseBadDay(world: EngineWorld, scenario: EngineScenario, mark: string): Promise<BadDay> {
  try {
    return judged(await playOnEngines(world, scenario, mark));
  } catch (error) {
    const broken = { promise: PLAYS_TO_THE_END, why: error instanceof Error ? error.message : String(error) };
    return { answered: 0, unheard: 0, skipped: [], broken, story: undefined };
  }
}

function judged({ history, skipped }: PlayedOnEngines): BadDay {
  const count = (kind: string) => history.events.filter((event) => event.kind === kind).length;
  const [violation] = judge(history, INVARIANTS);
  return {
    answered: count("answered"),
    unheard: count("unanswered"),
    skipped,
    broken: violation && { promise: violation.invariant, why: violation.says },
    story: violation && story(history, { about: violation.about }),
  };
}

export interface QuietDayOptions {
  readonly seed: number;
  readonly mark: string;
  readonly operationCount?: number;
}

export async function rehearseQuietDay(world: EngineWorld, options: QuietDayOptions): Promise<readonly Difference[]> {
  const { seed, mark, operationCount } = options;
  const plan = drawQuietPlan(seed, mark, operationCount);
  const simulated = await playQuietly(createSimulatedQuietWorld(seed, plan.regions), plan);
  return compareDays(simulated, await playQuietly(await createQuietEngines(world), plan));
}

export async function rehearseReplicas(world: EngineWorld, seed: number, mark: string): Promise<readonly Difference[]> {
  const script = drawReplicaScript(seed, world.regions, mark);
  const other = await createEngineStage(world, mark);
  try {
    return await playScript(script, { model: createSimulatedStage(seed, world.regions, mark), other });
  } finally {
    await other.close();
  }
}
