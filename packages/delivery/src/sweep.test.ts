import { Fault } from "@tandem/kernel";
import { expect, test } from "vitest";
import { createConsumer } from "./consume.ts";
import type { Hint } from "./hint.ts";
import type { HintQueue } from "./hint-queue.ts";
import { promise, readOutboxItem } from "./outbox.ts";
import { createSweep, SWEEP_ITEMS_MAX } from "./sweep.ts";
import { askFor, createJobs, createProvider, jobPartition } from "./testing/jobs.ts";
import { createOneRegion, EAST, type OneRegion, outboxItems } from "./testing/one-region.ts";

const POLICY = { graceMs: 30_000, askAgainMostMs: 900_000, depthMax: 100 };
const RUN_EVERY_MS = 60_000;

interface TestQueue extends HintQueue {
  sent: Hint[];
  waiting: number;
  isDown: boolean;
}

function createQueue(): TestQueue {
  const queue: TestQueue = {
    sent: [],
    waiting: 0,
    isDown: false,
    async send(hints) {
      if (queue.isDown) {
        throw new Fault({ code: "unavailable", message: "the queue is down", retryable: true, mayBeDone: true });
      }
      queue.sent.push(...hints);
    },
    depth: async () => queue.waiting,
  };
  return queue;
}

/** More promises in one partition than one run looks at. */
async function fillOnePartition(region: OneRegion, count: number): Promise<void> {
  const stamp = region.stamps.next();
  const all = Array.from({ length: count * 12 }, (_, index) =>
    promise({ region: EAST, record: jobPartition(String(index)), event: "charge", stamp }),
  );
  const together = all.filter(({ key }) => key.partition === all[0]?.key.partition).slice(0, count);
  expect(together).toHaveLength(count);
  for (const [index, write] of together.entries()) {
    await region.table.commit({ id: `cmt_fill_${index}`, stamp, writes: [write] });
  }
}

test("work whose hint was lost is asked for once it is older than the grace, and not again in the next run", async () => {
  const region = createOneRegion();
  const queue = createQueue();
  const sweep = createSweep({ ...region, queue, policy: POLICY });
  const hint = await askFor(region, "a");

  expect(await sweep.run()).toBe(0);
  region.clock.advance(POLICY.graceMs);
  expect(await sweep.run()).toBe(1);
  expect(queue.sent).toEqual([hint]);
  region.clock.advance(POLICY.graceMs / 2);
  expect(await sweep.run()).toBe(0);
  region.clock.advance(POLICY.graceMs / 2);
  expect(await sweep.run()).toBe(1);
});

test("nothing is added to a queue that is busy, and what became due meanwhile is asked for when it is not", async () => {
  const region = createOneRegion();
  const queue = createQueue();
  const sweep = createSweep({ ...region, queue, policy: POLICY });
  await askFor(region, "a");
  await sweep.run();

  queue.waiting = POLICY.depthMax + 1;
  region.clock.advance(POLICY.graceMs);
  expect(await sweep.run()).toBe(0);
  expect(queue.sent).toEqual([]);

  queue.waiting = POLICY.depthMax;
  expect(await sweep.run()).toBe(1);
});

test("work that was put off is asked for when its time has come, and not before", async () => {
  const region = createOneRegion();
  const queue = createQueue();
  const sweep = createSweep({ ...region, queue, policy: POLICY });
  const putOffMs = 10 * RUN_EVERY_MS;
  const backoff = { firstMs: 2 * putOffMs, mostMs: 2 * putOffMs };
  const product = createJobs(createProvider(() => true));
  await createConsumer({ ...region, product, backoff }).consume(await askFor(region, "a"));
  const [item] = await outboxItems(region);
  const notBeforeMs = item === undefined ? 0 : (readOutboxItem(item)?.notBeforeMs ?? 0);

  expect(notBeforeMs).toBeGreaterThanOrEqual(region.clock.nowMs() + putOffMs);
  region.clock.advance(notBeforeMs - 1 - region.clock.nowMs());
  expect(await sweep.run()).toBe(0);
  region.clock.advance(1);
  expect(await sweep.run()).toBe(1);
});

test("a run that could not send asks for the same work in the next", async () => {
  const region = createOneRegion();
  const queue = createQueue();
  const sweep = createSweep({ ...region, queue, policy: POLICY });
  await fillOnePartition(region, SWEEP_ITEMS_MAX + 100);
  await sweep.run();
  await sweep.run();
  region.clock.advance(POLICY.graceMs);

  queue.isDown = true;
  await expect(sweep.run()).rejects.toThrow("the queue is down");
  queue.isDown = false;

  expect(await sweep.run()).toBe(SWEEP_ITEMS_MAX);
  expect(await sweep.run()).toBe(100);
});

test("beyond its bite a run goes on where the one before stopped, so that every item has its turn", async () => {
  const region = createOneRegion();
  const queue = createQueue();
  const sweep = createSweep({ ...region, queue, policy: POLICY });
  await fillOnePartition(region, SWEEP_ITEMS_MAX + 100);
  region.clock.advance(POLICY.graceMs);

  expect(await sweep.run()).toBe(SWEEP_ITEMS_MAX);
  expect(await sweep.run()).toBe(100);
  expect(new Set(queue.sent.map(({ outbox }) => outbox?.sort)).size).toBe(SWEEP_ITEMS_MAX + 100);
});

test("with two runs to a lap no item is passed over each time its wait doubles", async () => {
  const region = createOneRegion();
  const queue = createQueue();
  const policy = { ...POLICY, graceMs: 2 * RUN_EVERY_MS, askAgainMostMs: 4 * RUN_EVERY_MS };
  const sweep = createSweep({ ...region, queue, policy });
  await fillOnePartition(region, SWEEP_ITEMS_MAX + 100);
  await sweep.run();
  await sweep.run();

  for (let run = 0; run < 16; run += 1) {
    region.clock.advance(RUN_EVERY_MS);
    await sweep.run();
  }

  const asked = Map.groupBy(queue.sent, ({ outbox }) => outbox?.sort);
  expect(asked.size).toBe(SWEEP_ITEMS_MAX + 100);
  for (const hints of asked.values()) expect(hints.length).toBeGreaterThanOrEqual(3);
});

test("a policy that could never ask is refused at once", () => {
  const policy = { ...POLICY, graceMs: 0 };

  expect(() => createSweep({ ...createOneRegion(), queue: createQueue(), policy })).toThrow(/grace/);
});
