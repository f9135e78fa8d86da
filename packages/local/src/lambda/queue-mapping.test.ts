import { ReceiveMessageCommand, SendMessageCommand } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { QueueMappingSettings } from "./queue-settings.ts";
import { eventually } from "./testing/eventually.ts";
import { answered, FAILED, type MappedQueues, startMappedQueues } from "./testing/mapped-queues.ts";

/** Real processes on a machine that may be busy: only a hang takes this long. */
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

describe("an event source mapping for a queue", () => {
  let queues: MappedQueues;
  beforeAll(async () => {
    queues = await startMappedQueues();
  });
  afterAll(() => queues.close());

  test("calls the function with an event of AWS's form, and deletes what was done", async () => {
    const queue = await queues.newQueue();
    const { events } = queues.map(queue, { answer: () => answered(null) });
    const MessageAttributes = {
      note: { DataType: "String", StringValue: "\u{1F98A}" },
      raw: { DataType: "Binary", BinaryValue: Buffer.from([1, 2]) },
    };
    await queues.client.send(
      new SendMessageCommand({ QueueUrl: queue.url, MessageBody: '{"fox":"\u{1F98A}"}', MessageAttributes }),
    );

    await eventually(async () => events.length === 1 && (await queues.left(queue)) === 0);
    expect(events[0]?.Records).toEqual([
      {
        messageId: expect.any(String),
        receiptHandle: expect.any(String),
        body: '{"fox":"\u{1F98A}"}',
        attributes: expect.objectContaining({
          ApproximateReceiveCount: "1",
          SentTimestamp: expect.stringMatching(/^\d{13}$/),
        }),
        messageAttributes: {
          note: { stringValue: "\u{1F98A}", stringListValues: [], binaryListValues: [], dataType: "String" },
          raw: { binaryValue: "AQI=", stringListValues: [], binaryListValues: [], dataType: "Binary" },
        },
        md5OfBody: expect.stringMatching(/^[0-9a-f]{32}$/),
        md5OfMessageAttributes: expect.any(String),
        eventSource: "aws:sqs",
        eventSourceARN: queue.arn,
        awsRegion: "us-east-1",
      },
    ]);
  });

  test("a window gathers a batch larger than one receive", async () => {
    const queue = await queues.newQueue();
    const { bodies } = queues.map(queue, {
      BatchSize: 25,
      MaximumBatchingWindowInSeconds: 100,
      answer: () => answered(null),
    });
    const all = Array.from({ length: 25 }, (_, index) => String(index));
    for (let index = 0; index < all.length; index += 10) await queues.send(queue, ...all.slice(index, index + 10));

    await eventually(async () => (await queues.left(queue)) === 0 && bodies().length > 0);
    expect(bodies()[0]).toHaveLength(25);
  });

  test("at most as many batches at once as it may", async () => {
    const queue = await queues.newQueue();
    let running = 0;
    let most = 0;
    const { events } = queues.map(queue, {
      BatchSize: 1,
      ScalingConfig: { MaximumConcurrency: 2 },
      async answer() {
        running += 1;
        most = Math.max(most, running);
        await new Promise((resolve) => setTimeout(resolve, 30));
        running -= 1;
        return answered(null);
      },
    });
    await queues.send(queue, "a", "b", "c", "d", "e", "f");

    await eventually(async () => events.length >= 6 && (await queues.left(queue)) === 0);
    expect(most).toBe(2);
  });

  test("what the filter does not let through is deleted", async () => {
    const queue = await queues.newQueue();
    const Filters = [{ Pattern: '{"body":{"wake":[true]}}' }];
    const { bodies } = queues.map(queue, { FilterCriteria: { Filters }, answer: () => answered(null) });
    await queues.send(queue, '{"wake":true}', '{"wake":false}', "no JSON");

    await eventually(async () => (await queues.left(queue)) === 0);
    expect(bodies().flat()).toEqual(['{"wake":true}']);
  });

  test("a mapping that is stuck leaves the messages for others", async () => {
    const queue = await queues.newQueue();
    const { events, mapping } = queues.map(queue, { answer: () => answered(null) });
    mapping.setStuck(true);
    await queues.send(queue, "a");
    const { Messages = [] } = await queues.client.send(
      new ReceiveMessageCommand({ QueueUrl: queue.url, WaitTimeSeconds: 2, VisibilityTimeout: 30 }),
    );
    expect([Messages.length, events.length]).toEqual([1, 0]);

    mapping.setStuck(false);
    await eventually(async () => events.length === 1 && (await queues.left(queue)) === 0);
  });

  test("settings that AWS would refuse are refused", async () => {
    const queue = await queues.newQueue();
    const refusedWith = (settings: Partial<QueueMappingSettings>) =>
      expect(() => queues.map(queue, { answer: () => FAILED, ...settings }));

    refusedWith({ BatchSize: 11 }).toThrow("needs a MaximumBatchingWindowInSeconds of 1 or more");
    refusedWith({ ScalingConfig: { MaximumConcurrency: 1 } }).toThrow("MaximumConcurrency is 2 to 1000, not 1");
    refusedWith({ FunctionResponseTypes: ["Other"] }).toThrow("not Other");
  });
});
