/**
 * When a local world is at rest: nobody owes anything, no queue holds anything, and all replicas are alike. Ticks go on for ever, so that what a
 * region says of itself all the time is left out, until the ticks are stopped for the last look.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { evidenceOf, obligationsAreMet, type ReplicaEnding } from "@tandem/sandbox";
import type { EngineWorld } from "./engine-world.ts";

const LOOK_MS = 100;
/** A beat with each tick, and a probe each time somebody asks whether a region is ready. */
const RESTLESS = /^(?:BEATS$|HEALTH#)/;

export interface RestOptions {
  readonly world: EngineWorld;
  /** The longest it may take. */
  readonly boundMs: number;
}

/** What every replica holds, or an error that says what never came to rest. */
export async function untilAtRest({ world, boundMs }: RestOptions): Promise<readonly ReplicaEnding[]> {
  return await untilNothing({ world, boundMs }, async () => {
    const ending = await endingOf(world);
    const items = differenceOf(ending, (partition) => RESTLESS.test(partition)) ?? owedIn(ending);
    return { ending, why: items ?? (await queuedIn(world)) };
  });
}

/** The same to the last item; for a world whose ticks are stopped. */
export async function untilAlike({ world, boundMs }: RestOptions): Promise<readonly ReplicaEnding[]> {
  return await untilNothing({ world, boundMs }, async () => {
    const ending = await endingOf(world);
    return { ending, why: differenceOf(ending, () => false) };
  });
}

export async function endingOf({ tables }: Pick<EngineWorld, "tables">): Promise<readonly ReplicaEnding[]> {
  return await Promise.all(tables.map(async (table) => ({ region: table.region, items: await table.items() })));
}

interface Look {
  readonly ending: readonly ReplicaEnding[];
  readonly why: string | undefined;
}

async function untilNothing(
  { world, boundMs }: RestOptions,
  look: () => Promise<Look>,
): Promise<readonly ReplicaEnding[]> {
  const untilMs = performance.now() + boundMs;
  for (;;) {
    // A function of a busy machine may be late, and a table that was just healed not be back.
    const { ending, why } = await look().catch((error: Error) => ({ ending: [], why: error.message }));
    if (why === undefined) return ending;
    if (world.closing.aborted) throw new Error(`the world was closed before it came to rest: ${why}`);
    if (performance.now() > untilMs) throw new Error(`the world did not come to rest in ${boundMs} ms: ${why}`);
    await sleep(LOOK_MS);
  }
}

function owedIn(ending: readonly ReplicaEnding[]): string | undefined {
  const nowMs = Date.now();
  const regions = ending.map(({ region }) => region);
  const [owed] = obligationsAreMet.breaches(
    evidenceOf({ regions, startedMs: nowMs, restedMs: nowMs, events: [], ending }),
  );
  return owed?.says;
}

async function queuedIn(world: EngineWorld): Promise<string | undefined> {
  const { regions } = await world.snapshot();
  const full = regions.find(({ queue }) => queue === null || queue.visible + queue.inFlight > 0);
  return full && `the queue of ${full.id} holds ${JSON.stringify(full.queue)}`;
}

function differenceOf(
  [first, ...others]: readonly ReplicaEnding[],
  isLeftOut: (partition: string) => boolean,
): string | undefined {
  const written = ({ items }: ReplicaEnding) =>
    new Map(
      items
        .filter(({ partition }) => !isLeftOut(partition))
        .map((item) => [`${item.partition} ${item.sort}`, JSON.stringify(item)]),
    );
  const here = first && written(first);
  for (const other of others) {
    const there = written(other);
    const keys = new Set([...(here?.keys() ?? []), ...there.keys()]);
    const key = [...keys].find((each) => here?.get(each) !== there.get(each));
    if (key !== undefined) return `${key} is not the same in ${first?.region} and ${other.region}`;
  }
  return undefined;
}
