/**
 * Plays one scenario with the programs that are deployed: people come, things break; then everything is healed and comes to rest, somebody
 * looks at it all once more, and what happened is judged.
 */

import { FUNCTIONS, WORK_QUEUE } from "@tandem/functions/manifest";
import { createRegionProgram } from "@tandem/functions/programs";
import { MINUTE_MS, must, type Region, SECOND_MS } from "@tandem/kernel";
import {
  carryPromises,
  createFaults,
  createMachine,
  createOpenVerifier,
  createPlay,
  createRecorder,
  createWorld,
  evidenceOf,
  type History,
  isOwedToPeople,
  type Machine,
  obligationsAreMet,
  type Plan,
  peopleIn,
  type Recorder,
  type ReplicaEnding,
  type Struck,
  type TraceKeeping,
  type World,
  type WorldNumbers,
} from "@tandem/sandbox";
import { createPeopleInWorld } from "./people-in-world.ts";
import type { Scenario } from "./scenario.ts";

/** After the last has come: nobody has more patience than this, which is six tries of ten seconds for each of many pages. */
const PEOPLE_MS_MAX = 60 * MINUTE_MS;
const LOOK_MS = 10 * SECOND_MS;
/** However long people take, it is not looked at more often than this whether they are done. */
const LOOKS_MAX = 500;
/** Two ticks at least, so that listings have been brought up to date. */
const REST_MS_MIN = 150 * SECOND_MS;
/** What was put off is tried again within a quarter of an hour, and the walk comes by in that time. */
const REST_MS_MAX = 90 * MINUTE_MS;

export interface PlayedScenario {
  readonly machine: Machine;
  readonly world: World;
  readonly history: History;
  readonly isAtRest: boolean;
  readonly coverage: ReturnType<ReturnType<typeof createFaults>["coverage"]>;
  readonly strikes: ReturnType<typeof createFaults>["strikes"];
}

export async function playScenario(scenario: Scenario, keep: TraceKeeping): Promise<PlayedScenario> {
  const { seed, plan } = scenario;
  const machine = createMachine({ seed, keep });
  const faults = createFaults(machine, scenario.faults);
  const recorder = createRecorder(machine);
  const world = createWorld({
    machine,
    faults,
    worldFaults: scenario.world,
    regions: plan.regions,
    program: createRegionProgram({ tokens: createOpenVerifier() }),
    numbers: { functions: functionsOf(plan), queue: WORK_QUEUE },
    onClaim: (name, owner) => recorder.add({ kind: "claimed", name, owner }),
    onLog: (line, region) => recordLeak(recorder, region, JSON.stringify(line)),
  });
  record(world, recorder);
  const people = createPeopleInWorld(machine, world);
  const { promises } = scenario;
  const held = promises === undefined ? people : carryPromises(people, { promises, recorder });
  const play = createPlay({ plan, world: held, recorder });
  await runUntilDone(machine, play.people(), plan.operations.at(-1)?.afterMs);
  await machine.run(machine.nowMs() + (scenario.lingerMs ?? 0));
  await world.quiesce(machine.nowMs() + REST_MS_MAX, () => isNothingOwed(machine, world));
  const healedMs = machine.nowMs();
  await runUntilDone(machine, play.lastWrites());
  const restsFromMs = machine.nowMs() + REST_MS_MIN;
  const isAtRest = await world.quiesce(
    machine.nowMs() + REST_MS_MAX,
    () => machine.nowMs() >= restsFromMs && isNothingOwed(machine, world),
  );
  const restedMs = machine.nowMs();
  await runUntilDone(machine, play.lastLook());
  // Ticks go on for ever, so something is nearly always on its way; it is to have arrived in what is held at the end.
  await world.quiesce(machine.nowMs() + REST_MS_MAX);
  const { regions } = plan;
  const struckMs = firstStrikes(regions, faults.strikes);
  const history = recorder.history({ regions, healedMs, struckMs, restedMs, ending: endingOf(world) });
  return {
    ...{ machine, world, isAtRest, coverage: faults.coverage(), strikes: faults.strikes },
    history: withCharges(history, world),
  };
}

function recordLeak(recorder: Recorder, region: Region, text: string): void {
  if (peopleIn(text).length > 0) recorder.add({ kind: "leaked", region, text });
}

/** What breaks in the world at large touches every region; what befalls customers touches none. */
function firstStrikes(regions: Plan["regions"], strikes: readonly Struck[]): Readonly<Record<string, number>> {
  const firsts = regions.map((region) => {
    return [region, strikes.find(({ where }) => where === region || where === "world")?.atMs] as const;
  });
  return Object.fromEntries(firsts.flatMap(([region, atMs]) => (atMs === undefined ? [] : [[region, atMs]])));
}

const ORIGINS = { program: "commit", replication: "replication", expiry: "expiry" } as const;

function record({ regions }: World, recorder: Recorder): void {
  for (const [region, { endpoint }] of regions) {
    endpoint.watch((changes) => {
      for (const { origin, before, after } of changes) {
        recorder.add({ kind: "changed", region, by: ORIGINS[origin], before, after });
      }
    });
  }
}

/** As they are deployed, but for a history of days, in which ticks come less often until all is healed. */
function functionsOf({ tickMinutes }: Plan): WorldNumbers["functions"] {
  if (tickMinutes === undefined) return FUNCTIONS;
  const { tick } = FUNCTIONS;
  return { ...FUNCTIONS, tick: { ...tick, trigger: { ...tick.trigger, everyMinutesUntilHealed: tickMinutes } } };
}

async function runUntilDone(machine: Machine, work: Promise<void>, lastMs = 0): Promise<void> {
  const untilMs = machine.nowMs() + lastMs + PEOPLE_MS_MAX;
  const lookMs = Math.max(LOOK_MS, lastMs / LOOKS_MAX);
  let isDone = false;
  const done = work.then(() => {
    isDone = true;
  });
  // The machine may not be run before whoever waits for it has begun to wait.
  while (!isDone && machine.nowMs() < untilMs) await machine.run(machine.nowMs() + lookMs);
  must(
    isDone || undefined,
    `people are not done ${PEOPLE_MS_MAX / MINUTE_MS} minutes after the last has come: somebody waits for ever`,
  );
  await done;
}

function isNothingOwed(machine: Machine, world: World): boolean {
  const nowMs = machine.nowMs();
  const ending = endingOf(world);
  const bare = { regions: [...world.regions.keys()], startedMs: nowMs, restedMs: nowMs, events: [], ending };
  const isOwed = ending.some(({ items }) => isOwedToPeople(items));
  return !isOwed && obligationsAreMet.breaches(evidenceOf(bare)).length === 0;
}

/** More than a history ever writes. */
const ITEMS_MAX = 1_000_000;

function endingOf({ regions }: World): readonly ReplicaEnding[] {
  return [...regions].map(([region, { endpoint }]) => ({ region, items: endpoint.replica.scan(undefined, ITEMS_MAX) }));
}

/** The provider keeps its own book; its entries are put where they belong in time. */
function withCharges(history: History, { provider }: World): History {
  const charges = provider.ledger().map(({ id, atMs, orderId, amount, status }) => {
    return { kind: "charge", chargeId: id, atMs, orderId, amount, status } as const;
  });
  const refunds = provider.refunds().map(({ id, atMs, orderId, amount }) => {
    return { kind: "refund", refundId: id, atMs, orderId, amount } as const;
  });
  return {
    ...history,
    events: [...history.events, ...charges, ...refunds].toSorted((left, right) => left.atMs - right.atMs),
  };
}
