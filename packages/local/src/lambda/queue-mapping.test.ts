import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
} from "@aws-sdk/client-sqs";
import { done, refused, region } from "@tandem/kernel";
import type { SQSEvent } from "aws-lambda";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { startTestSqs, type TestSqs } from "../sqs/test-sqs.ts";
import { silentLog } from "../world/log.ts";
import { createPace } from "../world/pace.ts";
import type { EventSourceMapping } from "./event-source-mapping.ts";
import { functionError, type InvokeOutcome } from "./invocation.ts";
import { createQueueMapping, type QueueMappingSettings } from "./queue-mapping.ts";
import { eventually } from "./test-functions.ts";

const ANSWERED = (answer: unknown): InvokeOutcome => done({ payload: JSON.stringify(answer), requestId: "r1" });
const FAILED = functionError({ requestId: "r1", errorType: "Error", errorMessage: "no" });
/** Visibility timeouts of 30 s and more pass in a fraction of a second. */
const SPEED = 100;

interface Queue {
  readonly url: string;
  readonly arn: string;
  readonly name: string;
}

interface Mapped extends Partial<QueueMappingSettings> {
  readonly answer: (bodies: readonly string[], event: SQSEvent) => InvokeOutcome | Promise<InvokeOutcome>;
}

describe("an event source mapping for a queue", () => {
  let started: TestSqs;
  let count = 0;
  const mappings: EventSourceMapping[] = [];
  beforeAll(async () => {
    started = await startTestSqs({ speed: SPEED });
  }, 30_000);
  afterEach(async () => {
    for (const each of mappings.splice(0)) await each.close();
  });
  afterAll(() => started.close());

  async function newQueue(Attributes: Record<string, string> = {}): Promise<Queue> {
    count += 1;
    const name = `queue-${count}`;
    await started.client.send(new CreateQueueCommand({ QueueName: name, Attributes }));
    return { name, url: started.sqs.queueUrl(name), arn: started.sqs.queueArn(name) };
  }

  function map(queue: Queue, { answer, ...settings }: Mapped) {
    const events: SQSEvent[] = [];
    const mapping = createQueueMapping({
      settings: { FunctionName: "on-message", EventSourceArn: queue.arn, ...settings },
      sqsUrl: started.sqs.url,
      queueUrl: queue.url,
      region: region("us-east-1"),
      pace: createPace(SPEED),
      log: silentLog,
      async invoke(_name, event) {
        const sqsEvent = event as SQSEvent;
        events.push(sqsEvent);
        return await answer(
          sqsEvent.Records.map(({ body }) => body),
          sqsEvent,
        );
      },
    });
    mappings.push(mapping);
    return { mapping, events, bodies: () => events.map(({ Records }) => Records.map(({ body }) => body)) };
  }

  async function send(queue: Queue, ...bodies: string[]): Promise<void> {
    const Entries = bodies.map((MessageBody, index) => ({ Id: String(index), MessageBody }));
    await started.client.send(new SendMessageBatchCommand({ QueueUrl: queue.url, Entries }));
  }

  /** Messages that are visible, hidden or delayed. */
  async function left({ url }: Queue): Promise<number> {
    const { Attributes = {} } = await started.client.send(
      new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ["All"] }),
    );
    const counts = Object.entries(Attributes).filter(([name]) => name.startsWith("ApproximateNumber"));
    return counts.reduce((sum, [, value]) => sum + Number(value), 0);
  }

  test("calls the function with an event of AWS's form, and deletes what was done", async () => {
    const queue = await newQueue();
    const { events } = map(queue, { answer: () => ANSWERED(null) });
    const MessageAttributes = {
      note: { DataType: "String", StringValue: "\u{1F98A}" },
      raw: { DataType: "Binary", BinaryValue: Buffer.from([1, 2]) },
    };
    await started.client.send(
      new SendMessageCommand({ QueueUrl: queue.url, MessageBody: '{"fox":"\u{1F98A}"}', MessageAttributes }),
    );

    await eventually(async () => events.length === 1 && (await left(queue)) === 0);
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

  test("a function that fails gets the whole batch again, and the dead-letter queue gets it in the end", async () => {
    const dead = await newQueue();
    const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: dead.arn, maxReceiveCount: 3 });
    const queue = await newQueue({ RedrivePolicy });
    await send(queue, "a", "b");
    const { bodies } = map(queue, { answer: () => FAILED });

    await eventually(async () => (await left(dead)) === 2);
    expect(bodies().flat().sort()).toEqual(["a", "a", "a", "b", "b", "b"]);
    expect(await left(queue)).toBe(0);
  });

  test("only the messages that a function reports come again", async () => {
    const queue = await newQueue();
    await send(queue, "good", "bad");
    let attempts = 0;
    const { bodies } = map(queue, {
      FunctionResponseTypes: ["ReportBatchItemFailures"],
      answer(_bodies, { Records }) {
        attempts += 1;
        const bad = Records.filter(({ body }) => body === "bad" && attempts < 3);
        return ANSWERED({ batchItemFailures: bad.map(({ messageId }) => ({ itemIdentifier: messageId })) });
      },
    });

    await eventually(async () => (await left(queue)) === 0);
    expect(bodies().flat().sort()).toEqual(["bad", "bad", "bad", "good"]);
  });

  test("without ReportBatchItemFailures a report means nothing, and all is done", async () => {
    const queue = await newQueue();
    await send(queue, "a");
    const { events } = map(queue, {
      answer: (_bodies, { Records }) => ANSWERED({ batchItemFailures: [{ itemIdentifier: Records[0]?.messageId }] }),
    });

    await eventually(async () => events.length === 1 && (await left(queue)) === 0);
  });

  test("a window gathers a batch larger than one receive", async () => {
    const queue = await newQueue();
    const { bodies } = map(queue, { BatchSize: 25, MaximumBatchingWindowInSeconds: 100, answer: () => ANSWERED(null) });
    const all = Array.from({ length: 25 }, (_, index) => String(index));
    for (let index = 0; index < all.length; index += 10) await send(queue, ...all.slice(index, index + 10));

    await eventually(async () => (await left(queue)) === 0 && bodies().length > 0);
    expect(bodies()[0]).toHaveLength(25);
  });

  test("at most as many batches at once as it may", async () => {
    const queue = await newQueue();
    let running = 0;
    let most = 0;
    const { events } = map(queue, {
      BatchSize: 1,
      ScalingConfig: { MaximumConcurrency: 2 },
      async answer() {
        running += 1;
        most = Math.max(most, running);
        await new Promise((resolve) => setTimeout(resolve, 30));
        running -= 1;
        return ANSWERED(null);
      },
    });
    await send(queue, "a", "b", "c", "d", "e", "f");

    await eventually(async () => events.length >= 6 && (await left(queue)) === 0);
    expect(most).toBe(2);
  });

  test("a throttled batch is tried again while its messages are hidden", async () => {
    const queue = await newQueue({ VisibilityTimeout: "600" });
    const outcomes = [1, 2].map((): InvokeOutcome => refused({ reason: "throttled", message: "Rate Exceeded." }));
    const { events } = map(queue, { answer: () => outcomes.shift() ?? ANSWERED(null) });
    await send(queue, "a");

    await eventually(async () => (await left(queue)) === 0 && events.length === 3);
    expect(events.map(({ Records }) => Records[0]?.attributes.ApproximateReceiveCount)).toEqual(["1", "1", "1"]);
  });

  test("what the filter does not let through is deleted", async () => {
    const queue = await newQueue();
    const Filters = [{ Pattern: '{"body":{"wake":[true]}}' }];
    const { bodies } = map(queue, { FilterCriteria: { Filters }, answer: () => ANSWERED(null) });
    await send(queue, '{"wake":true}', '{"wake":false}', "no JSON");

    await eventually(async () => (await left(queue)) === 0);
    expect(bodies().flat()).toEqual(['{"wake":true}']);
  });

  test("a mapping that is stuck leaves the messages for others", async () => {
    const queue = await newQueue();
    const { events, mapping } = map(queue, { answer: () => ANSWERED(null) });
    mapping.setStuck(true);
    await send(queue, "a");
    const { Messages = [] } = await started.client.send(
      new ReceiveMessageCommand({ QueueUrl: queue.url, WaitTimeSeconds: 2, VisibilityTimeout: 30 }),
    );
    expect([Messages.length, events.length]).toEqual([1, 0]);

    mapping.setStuck(false);
    await eventually(async () => events.length === 1 && (await left(queue)) === 0);
  });

  test("a queue that was down, or whose engine was killed, is polled again by itself", async () => {
    const queue = await newQueue();
    const { events } = map(queue, { answer: () => ANSWERED(null) });
    started.sqs.faults.setDown(true);
    await new Promise((resolve) => setTimeout(resolve, 100));
    started.sqs.faults.setDown(false);
    started.sqs.kill();
    await eventually(
      async () =>
        await send(queue, "a").then(
          () => true,
          () => false,
        ),
    );

    await eventually(async () => events.length >= 1 && (await left(queue)) === 0);
  });

  test("settings that AWS would refuse are refused", async () => {
    const queue = await newQueue();
    const refusedWith = (settings: Partial<QueueMappingSettings>) =>
      expect(() => map(queue, { answer: () => FAILED, ...settings }));

    refusedWith({ BatchSize: 11 }).toThrow("needs a MaximumBatchingWindowInSeconds of 1 or more");
    refusedWith({ ScalingConfig: { MaximumConcurrency: 1 } }).toThrow("MaximumConcurrency is 2 to 1000, not 1");
    refusedWith({ FunctionResponseTypes: ["Other"] }).toThrow("not Other");
  });
});
