/** A quiet day in a simulated world: the programs that are deployed, on virtual time, with everything left to chance drawn from the seed. */
import { FUNCTIONS, WORK_QUEUE } from "@tandem/functions/manifest";
import { createRegionProgram } from "@tandem/functions/programs";
import { MINUTE_MS, must, type Region, SECOND_MS } from "@tandem/kernel";
import {
  createFaults,
  createMachine,
  createOpenVerifier,
  createWorld,
  evidenceOf,
  type Machine,
  NO_FAULTS,
  obligationsAreMet,
  type RegionState,
  type ReplicaEnding,
  type World,
} from "@tandem/sandbox";
import { createPeopleInWorld } from "../../shop/people-in-world.ts";
import type { QuietWorld } from "./quiet-world.ts";

const LOOK_MS = SECOND_MS;
/** Nobody waits for an answer for longer. */
const WORK_MS_MAX = 10 * MINUTE_MS;
const SETTLE_MS_MAX = 90 * MINUTE_MS;
/** Functions remember prices for less. */
const PRICES_MS = 10 * SECOND_MS;
/** More than a day ever writes. */
const ITEMS_MAX = 100_000;

export function createSimulatedQuietWorld(seed: number, regions: readonly Region[]): QuietWorld {
  const machine = createMachine({ seed });
  const world = createWorld({
    machine,
    faults: createFaults(machine, NO_FAULTS),
    worldFaults: [],
    regions,
    program: createRegionProgram({ tokens: createOpenVerifier() }),
    numbers: { functions: FUNCTIONS, queue: WORK_QUEUE },
  });

  for (const { schedule } of world.regions.values()) schedule.setStopped(true);

  async function settle(): Promise<void> {
    const isAtRest = await world.quiesce(machine.nowMs() + SETTLE_MS_MAX, () => isNothingOwed(machine, world));
    must(isAtRest || undefined, "a quiet simulated world comes to rest");
  }

  return {
    name: "simulated",
    shop: createPeopleInWorld(machine, world),
    during: (work) => untilDone(machine, work()),
    settle,
    forgetPrices: () => machine.run(machine.nowMs() + PRICES_MS),
    async tick() {
      for (const state of world.regions.values()) {
        await untilDone(machine, tickOnce(machine, state));
        await settle();
      }
    },
    pass: (ms) => machine.run(machine.nowMs() + ms),
    async end() {
      await settle();
      return { replicas: endingOf(world), charges: world.provider.ledger(), refunds: world.provider.refunds() };
    },
  };
}

async function tickOnce(machine: Machine, { region, functions }: RegionState): Promise<void> {
  const ended = Promise.withResolvers<void>();
  const errand = machine.errand(`quiet tick in ${region} at ${machine.nowMs()}`);
  functions.tick.invoke(
    errand,
    (program) => program.run(),
    (outcome) => {
      if (outcome.kind === "done") ended.resolve();
      else ended.reject(new Error(`the tick of ${region} is ${outcome.kind}`));
    },
  );
  await ended.promise;
}

async function untilDone(machine: Machine, work: Promise<void>): Promise<void> {
  const untilMs = machine.nowMs() + WORK_MS_MAX;
  let isDone = false;
  const done = work.then(() => {
    isDone = true;
  });
  while (!isDone && machine.nowMs() < untilMs) await machine.run(machine.nowMs() + LOOK_MS);
  must(isDone || undefined, "a quiet operation ends");
  await done;
}

function isNothingOwed(machine: Machine, world: World): boolean {
  const nowMs = machine.nowMs();
  const ending = endingOf(world);
  const regions = ending.map(({ region }) => region);
  const bare = { regions, startedMs: nowMs, restedMs: nowMs, events: [], ending };
  return obligationsAreMet.breaches(evidenceOf(bare)).length === 0;
}

function endingOf({ regions }: World): readonly ReplicaEnding[] {
  return [...regions].map(([region, { endpoint }]) => ({ region, items: endpoint.replica.scan(undefined, ITEMS_MAX) }));
}
