import { refused } from "@tandem/kernel";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { InvokeOutcome } from "./invocation.ts";
import { eventually } from "./testing/eventually.ts";
import { answered, FAILED, type MappedQueues, startMappedQueues } from "./testing/mapped-queues.ts";

/** Real processes on a machine that may be busy: only a hang takes this long. */
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

describe("messages whose function fails, or whose queue does", () => {
  let queues: MappedQueues;
  beforeAll(async () => {
    queues = await startMappedQueues();
  });
  afterAll(() => queues.close());

  test("a function that fails gets the whole batch again, and the dead-letter queue gets it in the end", async () => {
    const dead = await queues.newQueue();
    const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: dead.arn, maxReceiveCount: 3 });
    const queue = await queues.newQueue({ RedrivePolicy });
    await queues.send(queue, "a", "b");
    const { bodies } = queues.map(queue, { answer: () => FAILED });

    await eventually(async () => (await queues.left(dead)) === 2);
    expect(bodies().flat().sort()).toEqual(["a", "a", "a", "b", "b", "b"]);
    expect(await queues.left(queue)).toBe(0);
  });

  test("only the messages that a function reports come again", async () => {
    const queue = await queues.newQueue();
    await queues.send(queue, "good", "bad");
    let attempts = 0;
    const { bodies } = queues.map(queue, {
      FunctionResponseTypes: ["ReportBatchItemFailures"],
      answer(_bodies, { Records }) {
        attempts += 1;
        const bad = Records.filter(({ body }) => body === "bad" && attempts < 3);
        return answered({ batchItemFailures: bad.map(({ messageId }) => ({ itemIdentifier: messageId })) });
      },
    });

    await eventually(async () => (await queues.left(queue)) === 0);
    expect(bodies().flat().sort()).toEqual(["bad", "bad", "bad", "good"]);
  });

  test("without ReportBatchItemFailures a report means nothing, and all is done", async () => {
    const queue = await queues.newQueue();
    await queues.send(queue, "a");
    const { events } = queues.map(queue, {
      answer: (_bodies, { Records }) => answered({ batchItemFailures: [{ itemIdentifier: Records[0]?.messageId }] }),
    });

    await eventually(async () => events.length === 1 && (await queues.left(queue)) === 0);
  });

  test("a throttled batch is tried again while its messages are hidden", async () => {
    const queue = await queues.newQueue({ VisibilityTimeout: "600" });
    const outcomes = [1, 2].map((): InvokeOutcome => refused({ reason: "throttled", message: "Rate Exceeded." }));
    const { events } = queues.map(queue, { answer: () => outcomes.shift() ?? answered(null) });
    await queues.send(queue, "a");

    await eventually(async () => (await queues.left(queue)) === 0 && events.length === 3);
    expect(events.map(({ Records }) => Records[0]?.attributes.ApproximateReceiveCount)).toEqual(["1", "1", "1"]);
  });

  test("a queue that was down, or whose engine was killed, is polled again by itself", async () => {
    const queue = await queues.newQueue();
    const { events } = queues.map(queue, { answer: () => answered(null) });
    queues.sqs.faults.setDown(true);
    await new Promise((resolve) => setTimeout(resolve, 100));
    queues.sqs.faults.setDown(false);
    queues.sqs.kill();
    await eventually(
      async () =>
        await queues.send(queue, "a").then(
          () => true,
          () => false,
        ),
    );

    await eventually(async () => events.length >= 1 && (await queues.left(queue)) === 0);
  });
});
