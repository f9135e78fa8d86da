/**
 * The walk makes good the hints that leave no outbox item behind: a region that owes something because a fact of another
 * region arrived has only the stream's word for it, and a word can be lost. So the whole table is walked, a bounded bite at a
 * time, and every record is settled whatever was heard of it. Where it stands is kept in the table, so that a cold process
 * goes on; two walks at once do the same work twice, which is harmless.
 */
import { noHazard, randomId } from "@tandem/kernel";
import { declareFragment, type FragmentItem, makePartition, ownRegionOnly, type Partition } from "@tandem/replication";
import * as z from "zod";
import { type Settler, settleRecord } from "./settle-record.ts";

/** Items in one step, and steps in one run: with a run a minute some three million items a day. */
const STEP_ITEMS = 100;
const STEPS_MAX = 20;
/** Records settled at the same time: enough to be quick, few enough to leave the table to customers. */
const AT_ONCE = 10;

export interface WalkPolicy {
  /** How long a walk that has come to the end rests before the next begins: what a lost hint costs in a small table. */
  readonly restMs: number;
}

export interface WalkOptions extends Settler {
  readonly policy: WalkPolicy;
  /** Whether the items of a partition are a record that can owe something. */
  isRecord(partition: Partition): boolean;
}

export interface WalkReport {
  /** Records looked at, and of these those that owed something. */
  readonly looked: number;
  readonly settled: number;
  /** Records that could not be looked at; the next walk comes past them again. */
  readonly failed: number;
  /** How many conflicts were settled with them. */
  readonly conflicts: number;
}

export interface WalkRun extends WalkReport {
  /** When a walk last came to the end, in milliseconds since 1970; undefined if none has yet. */
  readonly endedMs: number | undefined;
}

export interface Walk {
  run(): Promise<WalkRun>;
}

const NOTHING: WalkReport = { looked: 0, settled: 0, failed: 0, conflicts: 0 };

/** `endedMs` is 0 until a walk has come to the end. */
const PlaceData = z.object({ after: z.string().nullable(), endedMs: z.number() });

export const WalkPlaceKept = declareFragment({
  name: "PLACE",
  version: 1,
  parse: PlaceData.parse,
  answer: ownRegionOnly("each region walks its own replica and keeps its own place"),
});

export function createWalk(options: WalkOptions): Walk {
  const { table, stamps, random, policy, hazard = noHazard } = options;
  const key = WalkPlaceKept.key({ partition: makePartition(["WALK", table.region]), region: table.region });

  async function keepPlace(standing: FragmentItem | undefined, place: z.infer<typeof PlaceData>): Promise<void> {
    // Refused when another run has moved on meanwhile: its place is as good.
    await table.commit({
      id: randomId("cmt", random),
      stamp: stamps.next({ above: standing?.stamp }),
      writes: [WalkPlaceKept.write({ key, over: standing, data: place })],
    });
  }

  return {
    async run() {
      const [items = []] = await table.read([key.partition], { consistent: true });
      const standing = items.find(WalkPlaceKept.is);
      const place = standing === undefined ? { after: null, endedMs: 0 } : WalkPlaceKept.read(standing);
      // By the table's time: what one process with a fast clock notes here would let every other rest until that day.
      const restedMs = stamps.nowMs() - place.endedMs;
      if (place.after === null && restedMs >= 0 && restedMs < policy.restMs) {
        return { ...NOTHING, endedMs: place.endedMs };
      }
      const total = { ...NOTHING };
      let after = place.after ?? undefined;
      for (let steps = 0; steps < STEPS_MAX; steps += 1) {
        const page = await table.walk({ limit: STEP_ITEMS, ...(after === undefined ? {} : { after }) });
        const found = new Set(page.items.map((item) => item.partition).filter(options.isRecord));
        const report = await settleAll(options, [...found]);
        total.looked += report.looked;
        total.settled += report.settled;
        total.failed += report.failed;
        total.conflicts += report.conflicts;
        await hazard("walk.after-step");
        after = page.next;
        if (after === undefined) break;
      }
      const endedMs = after === undefined ? stamps.nowMs() : place.endedMs;
      await hazard("walk.before-keeping-place");
      await keepPlace(standing, { after: after ?? null, endedMs });
      return { ...total, endedMs: endedMs === 0 ? undefined : endedMs };
    },
  };
}

async function settleAll(settler: Settler, records: readonly Partition[]): Promise<WalkReport> {
  const total = { ...NOTHING, looked: records.length };
  for (let from = 0; from < records.length; from += AT_ONCE) {
    const some = records.slice(from, from + AT_ONCE);
    for (const result of await Promise.allSettled(some.map((record) => settleRecord(settler, record)))) {
      if (result.status === "rejected") total.failed += 1;
      else if (result.value.isSettled) total.settled += 1;
      if (result.status === "fulfilled") total.conflicts += result.value.conflicts;
    }
  }
  return total;
}
