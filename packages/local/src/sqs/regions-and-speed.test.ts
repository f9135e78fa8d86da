import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  ListQueuesCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
} from "@aws-sdk/client-sqs";
import { describe, expect, test, vi } from "vitest";
import { eventually } from "../lambda/testing/eventually.ts";
import { startTestSqs } from "./testing/test-sqs.ts";

/** Real processes on a machine that may be busy: only a hang takes this long. */
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

test("two regions, or two worlds, in one process share nothing", async () => {
  const all = await Promise.all([startTestSqs(), startTestSqs({ regionName: "us-west-2" }), startTestSqs()]);
  for (const [index, { client }] of all.entries()) {
    const { QueueUrl } = await client.send(new CreateQueueCommand({ QueueName: "same" }));
    await client.send(new SendMessageCommand({ QueueUrl, MessageBody: String(index) }));
  }

  for (const [index, { client, sqs }] of all.entries()) {
    const { Messages } = await client.send(
      new ReceiveMessageCommand({ QueueUrl: sqs.queueUrl("same"), MaxNumberOfMessages: 10 }),
    );
    const { QueueUrls } = await client.send(new ListQueuesCommand({}));
    expect(Messages?.map(({ Body }) => Body)).toEqual([String(index)]);
    expect(QueueUrls).toEqual([sqs.queueUrl("same")]);
  }
  for (const { close } of all) await close();
});

describe("SQS in a hurry", () => {
  test("--speed divides visibility timeouts and delays, and leaves what a queue says of itself", async () => {
    const { client, close } = await startTestSqs({ speed: 60 });
    const Attributes = { VisibilityTimeout: "60", DelaySeconds: "30" };
    const { QueueUrl } = await client.send(new CreateQueueCommand({ QueueName: "fast", Attributes }));
    // From before anything was asked for: however long an answer takes on a busy machine, what it waited for is in here.
    const startedMs = performance.now();
    await client.send(new SendMessageCommand({ QueueUrl, MessageBody: "soon" }));
    const receive = async () =>
      (await client.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 5 }))).Messages ?? [];

    const first = await receive();
    const delayedMs = performance.now() - startedMs;
    const second = await receive();
    const hiddenToMs = performance.now() - startedMs;

    expect([first.length, second.length]).toEqual([1, 1]);
    expect(delayedMs).toBeGreaterThan(300);
    expect(hiddenToMs).toBeGreaterThan(1_300);
    const read = await client.send(
      new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["VisibilityTimeout", "DelaySeconds"] }),
    );
    expect(read.Attributes).toEqual(Attributes);
    await close();
  });

  test("a message older than its queue keeps messages is gone, hidden or not", async () => {
    const { client, close } = await startTestSqs({ speed: 100 });
    const { QueueUrl } = await client.send(
      new CreateQueueCommand({ QueueName: "short", Attributes: { MessageRetentionPeriod: "60" } }),
    );
    for (const MessageBody of ["seen", "unseen"]) await client.send(new SendMessageCommand({ QueueUrl, MessageBody }));
    await client.send(new ReceiveMessageCommand({ QueueUrl, VisibilityTimeout: 43_200 }));
    const AttributeNames = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"] as const;

    await eventually(async () => {
      const { Attributes = {} } = await client.send(
        new GetQueueAttributesCommand({ QueueUrl, AttributeNames: [...AttributeNames] }),
      );
      return Object.values(Attributes).every((count) => count === "0");
    });
    await close();
  });
});
