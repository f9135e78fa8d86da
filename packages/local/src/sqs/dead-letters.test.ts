import {
  CancelMessageMoveTaskCommand,
  CreateQueueCommand,
  GetQueueAttributesCommand,
  ListDeadLetterSourceQueuesCommand,
  ListMessageMoveTasksCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageCommand,
  StartMessageMoveTaskCommand,
} from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { eventually } from "../lambda/testing/eventually.ts";
import { startTestSqs, type TestSqs } from "./testing/test-sqs.ts";

/** Real processes on a machine that may be busy: only a hang takes this long. */
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

describe("dead letters", () => {
  let started: TestSqs;
  let count = 0;
  beforeAll(async () => {
    started = await startTestSqs();
  });
  afterAll(() => started.close());

  /** A queue whose messages die after one receive that nobody confirmed, and the queue they die into. */
  async function newPair() {
    count += 1;
    const dead = await started.client.send(new CreateQueueCommand({ QueueName: `dead-${count}` }));
    const deadArn = started.sqs.queueArn(`dead-${count}`);
    const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: deadArn, maxReceiveCount: 1 });
    const Attributes = { RedrivePolicy, VisibilityTimeout: "0" };
    const source = await started.client.send(new CreateQueueCommand({ QueueName: `source-${count}`, Attributes }));
    return { source: source.QueueUrl, dead: dead.QueueUrl, deadArn, policy: RedrivePolicy };
  }

  async function receive(QueueUrl: string | undefined): Promise<Message[]> {
    const asked = { QueueUrl, MaxNumberOfMessages: 10, MessageAttributeNames: ["All"] };
    return (await started.client.send(new ReceiveMessageCommand(asked))).Messages ?? [];
  }

  async function waiting(QueueUrl: string | undefined): Promise<number> {
    const AttributeNames = ["ApproximateNumberOfMessages"] as const;
    const read = await started.client.send(
      new GetQueueAttributesCommand({ QueueUrl, AttributeNames: [...AttributeNames] }),
    );
    return Number(read.Attributes?.["ApproximateNumberOfMessages"]);
  }

  async function kill(source: string | undefined, dead: string | undefined, bodies: readonly string[]): Promise<void> {
    const MessageAttributes = { note: { DataType: "String", StringValue: "\u{1F98A}" } };
    for (const MessageBody of bodies)
      await started.client.send(new SendMessageCommand({ QueueUrl: source, MessageBody, MessageAttributes }));
    await eventually(async () => {
      await receive(source);
      return (await waiting(dead)) === bodies.length;
    });
  }

  test("a message nobody confirms goes to the dead-letter queue, whose sources can be listed", async () => {
    const { source, dead, policy } = await newPair();
    await kill(source, dead, ["one", "two"]);

    const sources = await started.client.send(new ListDeadLetterSourceQueuesCommand({ QueueUrl: dead }));
    const read = await started.client.send(
      new GetQueueAttributesCommand({ QueueUrl: source, AttributeNames: ["RedrivePolicy"] }),
    );

    expect(await waiting(source)).toBe(0);
    expect(sources.queueUrls).toEqual([source]);
    expect(read.Attributes?.["RedrivePolicy"]).toBe(policy);
  });

  test("a move task brings dead letters back where they came from, with their attributes, as new messages", async () => {
    const { source, dead, deadArn } = await newPair();
    await kill(source, dead, ["one", "two", "three \u{1F468}"]);

    const { TaskHandle } = await started.client.send(new StartMessageMoveTaskCommand({ SourceArn: deadArn }));
    const task = async () =>
      (await started.client.send(new ListMessageMoveTasksCommand({ SourceArn: deadArn }))).Results?.[0];
    await eventually(async () => (await task())?.Status === "COMPLETED");

    expect(TaskHandle).toBeDefined();
    expect(await task()).toMatchObject({
      SourceArn: deadArn,
      ApproximateNumberOfMessagesMoved: 3,
      ApproximateNumberOfMessagesToMove: 3,
    });
    expect(await waiting(dead)).toBe(0);
    const back = await receive(source);
    expect(back.map(({ Body }) => Body).sort()).toEqual(["one", "three \u{1F468}", "two"]);
    expect(back[0]?.MessageAttributes?.["note"]?.StringValue).toBe("\u{1F98A}");
  });

  test("a move task with a rate can be cancelled, and a second one is refused meanwhile", async () => {
    const { source, dead, deadArn } = await newPair();
    await kill(
      source,
      dead,
      Array.from({ length: 5 }, (_, index) => String(index)),
    );

    const asked = { SourceArn: deadArn, MaxNumberOfMessagesPerSecond: 1 };
    const { TaskHandle } = await started.client.send(new StartMessageMoveTaskCommand(asked));
    await expect(started.client.send(new StartMessageMoveTaskCommand(asked))).rejects.toThrow(/already a task running/);
    await started.client.send(new CancelMessageMoveTaskCommand({ TaskHandle }));
    await eventually(async () => {
      const { Results } = await started.client.send(new ListMessageMoveTasksCommand({ SourceArn: deadArn }));
      return Results?.[0]?.Status === "CANCELLED";
    });

    expect(await waiting(dead)).toBeGreaterThan(0);
  });

  test("a queue that is nobody's dead-letter queue cannot be moved from, nor one that is not there", async () => {
    await started.client.send(new CreateQueueCommand({ QueueName: "ordinary" }));
    const start = (SourceArn: string) => started.client.send(new StartMessageMoveTaskCommand({ SourceArn }));

    await expect(start(started.sqs.queueArn("ordinary"))).rejects.toThrow(/must be configured as a Dead Letter Queue/);
    await expect(start(started.sqs.queueArn("nowhere"))).rejects.toMatchObject({ name: "ResourceNotFoundException" });
  });
});
