/** The sample product's simulation, as the command plays it: a fork that has another product writes another of these. */
import { HAZARDS } from "@tandem/functions/programs";
import { type HistoryEvent, INVARIANTS, judge, story } from "@tandem/sandbox";
import { drawScenario } from "./shop/draw-scenario.ts";
import { KNOWN_FAULTS, KNOWN_OPERATIONS } from "./shop/known.ts";
import { type PlayedScenario, playScenario } from "./shop/play-scenario.ts";
import { partsOf, type Scenario, type ScenarioPart, sparing, withChance, withParts } from "./shop/scenario.ts";
import { parseScenario } from "./shop/scenario-schema.ts";
import type { Broken, Played, Simulation } from "./simulation.ts";

export const simulation: Simulation<Scenario, ScenarioPart> = {
  draw: drawScenario,
  play,
  partsOf,
  withParts,
  withChance,
  spare: sparing,
  parse: parseScenario,
  known: { faults: KNOWN_FAULTS, points: Object.keys(HAZARDS), operations: KNOWN_OPERATIONS },
};

async function play(scenario: Scenario): Promise<Played> {
  const played = await playScenario(scenario, "nothing");
  const broken = brokenIn(played);
  const operations: Record<string, number> = {};
  for (const { operation } of scenario.plan.operations)
    operations[operation.kind] = (operations[operation.kind] ?? 0) + 1;
  return {
    digest: played.machine.digest(),
    coverage: { ...played.coverage, operations },
    strikes: played.strikes.map(({ id }) => id),
    broken,
    story: () => tell(scenario),
  };
}

function brokenIn({ world, history }: PlayedScenario): Broken | undefined {
  const [bug] = world.bugs;
  if (bug !== undefined) {
    const why = bug.error instanceof Error ? String(bug.error.stack) : String(bug.error);
    return { promise: "no program breaks", why: `${bug.who}: ${why}` };
  }
  const [violation] = judge(history, INVARIANTS);
  return violation && { promise: violation.invariant, why: violation.says };
}

/** Played once more with everything written down: the same scenario is the same history. */
async function tell(scenario: Scenario): Promise<string> {
  const played = await playScenario(scenario, "lines");
  const [violation] = judge(played.history, INVARIANTS);
  const happened = played.machine.lines.map(({ atMs, who, where, what, detail }): HistoryEvent => {
    const text = `${who}: ${what}${detail === undefined ? "" : ` (${detail})`}`;
    return { kind: "happened", atMs, region: played.history.regions.find((region) => region === where), what: text };
  });
  const events = [...played.history.events, ...happened].toSorted((left, right) => left.atMs - right.atMs);
  return story({ ...played.history, events }, { about: violation?.about });
}
