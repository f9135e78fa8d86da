/**
 * Plays one scenario in a local world, as `play-scenario` does in a simulated one: people come, things break; then everything is healed and comes
 * to rest, and somebody looks at it all once more. What comes out is a history like any other, for the same judges.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { MINUTE_MS, SECOND_MS } from "@tandem/kernel";
import { createPlay, createRecorder, type History, type Plan, type WorldFault } from "@tandem/sandbox";
import { emptied, SETTLE_MS_MAX, withoutTicks } from "./emptied-world.ts";
import type { EngineWorld } from "./engine-world.ts";
import { withOwnNames } from "./own-names.ts";
import { createPeopleOnEngines } from "./people-on-engines.ts";
import { LEDGER_START, type LedgerPlace, readLedger } from "./provider-ledger.ts";
import { untilAlike, untilAtRest } from "./rest.ts";
import { tailStreams } from "./stream-tail.ts";
import { strikeEngines } from "./strike-engines.ts";

export interface EngineScenario {
  readonly plan: Plan;
  readonly world: readonly WorldFault[];
}

export interface PlayedOnEngines {
  readonly history: History;
  /** What was planned and could not be done here. */
  readonly skipped: readonly string[];
  /** How long it took to come to rest. */
  readonly restMs: number;
}

/** Two cores serve some tens of requests a second and keep up with all that follows: more at once is a test of the machine. */
const OPERATIONS_A_SECOND_MAX = 40;
/** A history of days is played in as long as one of ten minutes: nobody waits for the nights. */
const PEOPLE_MS_MAX = 15 * SECOND_MS;
/** Two ticks at least, so that listings have been brought up to date. */
const REST_MS_MIN = 150 * SECOND_MS;
/** What was put off is tried again within a quarter of an hour. */
const REST_MS_MAX = 90 * MINUTE_MS;

/** `mark` sets this history's names apart from those of all others in the same world. */
export async function playOnEngines(
  world: EngineWorld,
  scenario: EngineScenario,
  mark: string,
): Promise<PlayedOnEngines> {
  const plan = withOwnNames(scenario.plan, mark);
  await emptied(world);
  const { end: skip } = await readLedger(world.paymentsUrl, LEDGER_START);
  const recorder = createRecorder({ nowMs: () => Date.now() });
  const tail = await tailStreams(world.tables, recorder);
  try {
    const tempo = tempoOf(plan, world.speed);
    const play = createPlay({ plan, recorder, world: createPeopleOnEngines({ world, tail, tempo }) });
    const strikes = strikeEngines({ world, faults: scenario.world, tempo, recorder });
    await play.people().finally(strikes.healAll);
    const healedMs = performance.now();
    await sleep(REST_MS_MIN / world.speed);
    await untilAtRest({ world, boundMs: REST_MS_MAX / world.speed + SETTLE_MS_MAX });
    const restMs = performance.now() - healedMs;
    await tail.caughtUp();
    const restedMs = Date.now();
    await play.lastLook();
    const ending = await withoutTicks(world, () => untilAlike({ world, boundMs: SETTLE_MS_MAX }));
    await tail.caughtUp();
    const history = recorder.history({ regions: plan.regions, restedMs, ending });
    return { history: await withPayments(history, world, skip), skipped: strikes.skipped, restMs };
  } finally {
    await tail.close();
  }
}

/** As many times faster than planned as the world's clocks run, unless too many people would come at once, or nobody for minutes. */
function tempoOf({ operations }: Plan, speed: number): number {
  const plannedMs = Math.max(operations.at(-1)?.afterMs ?? 0, 1);
  const leastMs = (operations.length / OPERATIONS_A_SECOND_MAX) * SECOND_MS;
  return Math.max(Math.min(speed, plannedMs / leastMs), plannedMs / PEOPLE_MS_MAX);
}

/** The provider keeps books of its own; their entries are put where they belong in time. */
async function withPayments(history: History, { paymentsUrl }: EngineWorld, skip: LedgerPlace): Promise<History> {
  const { charges, refunds } = await readLedger(paymentsUrl, skip);
  const taken = charges.map(({ id, at, orderId, amount, status }) => {
    return { kind: "charge", chargeId: id, atMs: Date.parse(at), orderId, amount, status } as const;
  });
  const given = refunds.map(({ id, at, orderId, amount }) => {
    return { kind: "refund", refundId: id, atMs: Date.parse(at), orderId, amount } as const;
  });
  const events = [...history.events, ...taken, ...given];
  return { ...history, events: events.toSorted((left, right) => left.atMs - right.atMs) };
}
