import { SECOND_MS } from "@tandem/kernel";
import { expect, it } from "vitest";
import type { Environment } from "../machine/environment.ts";
import { createQueueMapping } from "./queue-mapping.ts";
import { createRegionQueue } from "./region-queue.ts";
import { createPoolBench } from "./testing/functions.ts";
import { EAST } from "./testing/items.ts";

const VISIBILITY_S = 180;

function createBench(consume: (environment: Environment, body: string) => Promise<unknown>, batchSize = 10) {
  const bench = createPoolBench();
  const { machine, network, pool, started } = bench;
  const queue = createRegionQueue<string>({
    nowMs: machine.nowMs,
    random: machine.fork("queue"),
    numbers: { visibilityTimeoutSeconds: VISIBILITY_S, maxReceiveCount: 8, messageRetentionSeconds: 1_000_000 },
  });
  const consumed: string[] = [];
  const mapping = createQueueMapping({
    machine,
    network,
    region: EAST,
    queue,
    pool,
    numbers: { batchSize, maximumConcurrency: 2 },
    nameOf: (body) => body,
    async consume(environment, body) {
      consumed.push(body);
      await consume(environment, body);
    },
  });
  return { ...bench, queue, consumed, mapping, started };
}

const letters = (count: number) => Array.from({ length: count }, (_, index) => `m${index}`);

it("what was done is deleted, and what failed comes again by itself", async () => {
  let failures = 1;
  const { queue, consumed, mapping, until } = createBench(async (_, body) => {
    if (body === "m1" && failures > 0) {
      failures -= 1;
      throw new Error("not yet");
    }
  });

  queue.send(letters(3));
  await until(10 * SECOND_MS);
  const first = [...consumed].toSorted();
  await until((VISIBILITY_S + 10) * SECOND_MS);

  expect([first, consumed.slice(3)]).toEqual([["m0", "m1", "m2"], ["m1"]]);
  expect([queue.nextVisibleMs(), mapping.isIdle()]).toEqual([undefined, true]);
});

it("a batch whose environment died comes again whole, also what of it was done", async () => {
  let deaths = 1;
  const { queue, consumed, mapping, until } = createBench(async (environment, body) => {
    await environment.sleep(body === "m0" ? 1 : 100);
    if (body === "m2" && deaths > 0) {
      deaths -= 1;
      environment.kill("for the test");
    }
  });

  mapping.setStuck(true);
  queue.send(letters(3));
  await until(SECOND_MS);
  mapping.setStuck(false);
  await until((VISIBILITY_S + 10) * SECOND_MS);

  expect([...consumed].toSorted()).toEqual(["m0", "m0", "m1", "m1", "m2", "m2"]);
  expect(queue.nextVisibleMs()).toBeUndefined();
});

it("no more batches are worked on at once than it may", async () => {
  const { queue, consumed, until } = createBench((environment) => environment.sleep(5 * SECOND_MS), 1);

  queue.send(letters(5));
  await until(4 * SECOND_MS);
  const atOnce = consumed.length;
  await until(60 * SECOND_MS);

  expect([atOnce, consumed.length]).toEqual([2, 5]);
});

it("while it is stuck nothing is taken, and all of it when it is not", async () => {
  const { queue, consumed, mapping, until } = createBench(async () => undefined);
  mapping.setStuck(true);
  queue.send(letters(2));
  await until(60 * SECOND_MS);
  const during = consumed.length;

  mapping.setStuck(false);
  await until(70 * SECOND_MS);

  expect([during, consumed.length]).toEqual([0, 2]);
});

it("messages strand with their region, and are worked on when it is back", async () => {
  const { queue, consumed, network, until } = createBench(async () => undefined);
  const bringBack = network.takeDown(EAST);
  queue.send(letters(2));
  await until(3_600 * SECOND_MS);
  const during = consumed.length;

  bringBack();
  await until(3_700 * SECOND_MS);

  expect([during, consumed.length]).toEqual([0, 2]);
});
