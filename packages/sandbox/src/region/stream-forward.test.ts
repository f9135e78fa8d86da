import type { Hint } from "@tandem/delivery";
import { Fault } from "@tandem/kernel";
import { expect, it } from "vitest";
import { createStreamProgram } from "./stream-forward.ts";
import type { StreamRecord } from "./stream-log.ts";
import { EAST, item, partitionOf } from "./testing/items.ts";

function recordOf(after: StreamRecord["change"]["after"]): StreamRecord {
  const { partition, sort } = item({ name: "A" });
  const change = {
    partition,
    sort,
    before: undefined,
    after,
    origin: "program",
    stamp: { us: 1, region: EAST },
  } as const;
  return { sequence: 1, atMs: 1, eventName: "INSERT", change };
}

function createBench(send: (hints: readonly Hint[]) => Promise<void> = async () => undefined) {
  const looked: unknown[] = [];
  const program = createStreamProgram({
    region: EAST,
    queue: { send, depth: async () => 0 },
    hintsOf(changes) {
      looked.push(...changes);
      return changes.map(() => ({ record: partitionOf() }));
    },
  });
  return { program, looked };
}

it("shows what an item says that a hint is made of, and nothing of what left no item behind", async () => {
  const { program, looked } = createBench();
  const outbox = { ...item({ name: "A", wake: "outbox" }), data: { record: "ORDER#1" } };

  await program.forward([recordOf(outbox), recordOf(undefined)]);

  expect(looked).toEqual([
    { partition: partitionOf(), sort: outbox.sort, region: EAST, wake: "outbox", record: "ORDER#1" },
  ]);
});

it("a batch that may not be in the queue is reported as failed from its first record on", async () => {
  const { program } = createBench(async () => {
    throw new Fault({ code: "unavailable", message: "away", retryable: true, mayBeDone: true });
  });

  expect(await program.forward([recordOf(item({ name: "A" }))])).toEqual({ failedFrom: 0 });
});

it("a bug is no failed batch", async () => {
  const { program } = createBench(async () => {
    throw new TypeError("a bug");
  });

  await expect(program.forward([recordOf(item({ name: "A" }))])).rejects.toThrow(TypeError);
});
