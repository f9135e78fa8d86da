import { createManualClock, DAY_MS } from "@tandem/kernel";
import { createStampClock, makeKey, makePartition, type Write } from "@tandem/replication";
import { undeclaredFact } from "@tandem/replication/laws";
import { expect, test } from "vitest";
import type { RecordState } from "./product-port.ts";
import { createOneRegion, EAST, NOON_MS, type OneRegion } from "./testing/one-region.ts";
import { createWalk, WalkPlaceKept } from "./walk.ts";

const POLICY = { restMs: 600_000 };

function recordOf(name: string) {
  return makePartition(["JOB", name]);
}

async function commit(region: OneRegion, writes: readonly [Write, ...Write[]], id: string): Promise<void> {
  await region.table.commit({ id: `cmt_${id}`, stamp: region.stamps.next(), writes });
}

function fact(name: string, says: string): Write {
  return undeclaredFact({ key: makeKey({ partition: recordOf(name), name: says, region: EAST }), v: 1, data: {} });
}

/** A product whose records owe one fact each: that they were seen to be asked for. */
const product = {
  settle: ({ record, items }: RecordState) => {
    const isDone = items.some(({ sort }) => sort.startsWith("DONE#"));
    const key = makeKey({ partition: record, name: "DONE", region: EAST });
    return {
      effect: undefined,
      conflicts: isDone ? 0 : 1,
      writes: isDone ? [] : [undeclaredFact({ key, v: 1, data: {} })],
    };
  },
};

function walkOf(region: OneRegion) {
  return createWalk({ ...region, product, policy: POLICY, isRecord: (partition) => partition.startsWith("JOB#") });
}

test("a record that owes something is settled though nobody was told of it", async () => {
  const region = createOneRegion();
  await commit(region, [fact("forgotten", "ASKED")], "forgotten");

  expect(await walkOf(region).run()).toMatchObject({ looked: 1, settled: 1, failed: 0, conflicts: 1 });

  const [items = []] = await region.table.read([recordOf("forgotten")], { consistent: true });
  expect(items.map(({ sort }) => sort)).toEqual([`ASKED#${EAST}`, `DONE#${EAST}`]);
});

test("a walk that came to its end rests before the next begins", async () => {
  const region = createOneRegion();
  await walkOf(region).run();
  await commit(region, [fact("late", "ASKED")], "late-one");

  region.clock.advance(POLICY.restMs - 1);
  expect((await walkOf(region).run()).looked).toBe(0);
  region.clock.advance(1);
  expect((await walkOf(region).run()).settled).toBe(1);
});

test("a walk by a process whose clock is days ahead keeps none from walking after it", async () => {
  const region = createOneRegion();
  const stamps = createStampClock({ region: EAST, clock: createManualClock(NOON_MS + 3 * DAY_MS) });
  stamps.witness(NOON_MS);
  await walkOf({ ...region, stamps }).run();
  await commit(region, [fact("late", "ASKED")], "late-one");

  region.clock.advance(2 * POLICY.restMs);
  expect((await walkOf(region).run()).settled).toBe(1);
});

test("a walk begins although one is noted to have ended in days to come", async () => {
  const region = createOneRegion();
  await commit(region, [fact("owing", "ASKED")], "owing-one");
  const key = WalkPlaceKept.key({ partition: makePartition(["WALK", EAST]), region: EAST });
  const data = { after: null, endedMs: NOON_MS + 3 * DAY_MS };
  await commit(region, [WalkPlaceKept.write({ key, over: undefined, data })], "fast-clock");

  expect((await walkOf(region).run()).settled).toBe(1);
});

test("a walk tells when one last came to the end, also while it rests", async () => {
  const region = createOneRegion();
  const { endedMs } = await walkOf(region).run();

  region.clock.advance(POLICY.restMs - 1);

  expect(endedMs).toBe(NOON_MS);
  expect((await walkOf(region).run()).endedMs).toBe(NOON_MS);
});

test("a table larger than a run's bite is walked to its end by cold processes that go on where the last one stopped", async () => {
  const region = createOneRegion();
  const names = Array.from({ length: 2_500 }, (_, index) => `job-${index}`);
  for (let from = 0; from < names.length; from += 100) {
    const [first, ...rest] = names.slice(from, from + 100).map((name) => fact(name, "ASKED"));
    if (first !== undefined) await commit(region, [first, ...rest], `jobs-${from}`);
  }

  const first = await walkOf(region).run();
  const second = await walkOf(region).run();

  expect(first.settled).toBeGreaterThan(0);
  expect(first.settled).toBeLessThan(names.length);
  expect(first.settled + second.settled).toBe(names.length);
  expect(first.conflicts + second.conflicts).toBe(names.length);
  expect([first.endedMs, second.endedMs]).toEqual([undefined, NOON_MS]);
});

test("a record that cannot be looked at does not stop the walk", async () => {
  const region = createOneRegion();
  await commit(region, [fact("poison", "ASKED"), fact("sound", "ASKED")], "two-jobs");
  const settle = (state: RecordState) => {
    if (state.record === recordOf("poison")) throw new TypeError("this record cannot be read");
    return product.settle(state);
  };

  const walk = createWalk({ ...region, product: { settle }, policy: POLICY, isRecord: (it) => it.startsWith("JOB#") });

  expect(await walk.run()).toMatchObject({ looked: 2, settled: 1, failed: 1, conflicts: 1 });
});

test("two walks at once settle a record once", async () => {
  const region = createOneRegion();
  await commit(region, [fact("both", "ASKED")], "both-of-us");

  const reports = await Promise.all([walkOf(region).run(), walkOf(region).run()]);

  expect(reports.reduce((sum, { failed }) => sum + failed, 0)).toBe(0);
  const [items = []] = await region.table.read([recordOf("both")], { consistent: true });
  expect(items).toHaveLength(2);
});
