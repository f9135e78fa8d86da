import type { Hint } from "@tandem/delivery";
import { Fault } from "@tandem/kernel";
import { expect, it } from "vitest";
import type { FaultPlan } from "../machine/fault-plan.ts";
import { createQuietWorld } from "../machine/testing/quiet-world.ts";
import { createQueuePort } from "./queue-port.ts";
import { createRegionQueue } from "./region-queue.ts";
import { EAST, partitionOf } from "./testing/items.ts";

function createBench(plan: Partial<FaultPlan> = {}) {
  const { machine, environment, until } = createQuietWorld(plan);
  const numbers = { visibilityTimeoutSeconds: 180, maxReceiveCount: 8, messageRetentionSeconds: 1_000_000 };
  const queue = createRegionQueue<Hint>({ nowMs: machine.nowMs, random: machine.fork("queue"), numbers });
  const state = { isDown: false };
  const port = createQueuePort(environment, {
    region: EAST,
    queue,
    refusal: () =>
      state.isDown ? new Fault({ code: "unavailable", message: "away", retryable: true, mayBeDone: false }) : undefined,
  });
  async function outcome<T>(work: Promise<T>): Promise<T | Fault> {
    const settled = work.catch((error: Fault) => error);
    await until(60_000);
    return settled;
  }
  return { queue, port, state, outcome };
}

const hints = (count: number) => Array.from({ length: count }, (_, index) => ({ record: partitionOf(`${index}`) }));

it("every hint is in the queue when it is sent, ten to a request", async () => {
  const { queue, port, outcome } = createBench();

  await outcome(port.send(hints(25)));

  expect(queue.depth()).toBe(25);
});

it("a request whose answer was lost is sent again, so that its hints are in the queue twice", async () => {
  const { queue, port, outcome } = createBench({
    calls: [{ kind: "answer-lost", target: { to: "queue" }, rate: 1, untilMs: 1_000 }],
  });

  const result = await outcome(port.send(hints(1)));

  expect([result, queue.depth()]).toEqual([undefined, 2]);
});

it("a queue that is down takes nothing, and whoever sends or asks is told", async () => {
  const { queue, port, state, outcome } = createBench();
  state.isDown = true;

  const results = await outcome(
    Promise.all(
      [port.send(hints(1)), port.depth()].map((work) => Promise.resolve(work).catch(({ code }: Fault) => code)),
    ),
  );

  expect([results, queue.depth()]).toEqual([["unavailable", "unavailable"], 0]);
});
