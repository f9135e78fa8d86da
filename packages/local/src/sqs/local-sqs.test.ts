import {
  ChangeMessageVisibilityCommand,
  CreateQueueCommand,
  DeleteMessageBatchCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ListQueuesCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
} from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { eventually } from "../lambda/testing/eventually.ts";
import { startTestSqs, type TestSqs } from "./testing/test-sqs.ts";

/** Real processes on a machine that may be busy: only a hang takes this long. */
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

describe("SQS of one region, through the AWS SDK", () => {
  let started: TestSqs;
  let queueCount = 0;
  beforeAll(async () => {
    started = await startTestSqs();
  });
  afterAll(() => started.close());

  async function newQueue(Attributes: Record<string, string> = {}): Promise<string> {
    queueCount += 1;
    const { QueueUrl = "" } = await started.client.send(
      new CreateQueueCommand({ QueueName: `queue-${queueCount}`, Attributes }),
    );
    return QueueUrl;
  }
  const send = (QueueUrl: string, MessageBody: string) =>
    started.client.send(new SendMessageCommand({ QueueUrl, MessageBody }));
  const receive = async (QueueUrl: string, options = {}) =>
    (await started.client.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, ...options })))
      .Messages ?? [];

  test("queues are known by the port and the account of this world", async () => {
    const url = await newQueue();
    const name = url.split("/").at(-1);

    const found = await started.client.send(new GetQueueUrlCommand({ QueueName: name }));
    const listed = await started.client.send(new ListQueuesCommand({ QueueNamePrefix: name }));
    const read = await started.client.send(
      new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ["QueueArn"] }),
    );

    expect(url).toBe(`${started.sqs.url}/111122223333/${name}`);
    expect([found.QueueUrl, listed.QueueUrls, started.sqs.queueUrl(String(name))]).toEqual([url, [url], url]);
    expect(read.Attributes).toEqual({ QueueArn: `arn:aws:sqs:us-east-1:111122223333:${name}` });
  });

  test("every character that SQS allows arrives, in bodies, attributes and batches", async () => {
    const url = await newQueue();
    const text = 'Ünïcode "quotes" <tags> \u{1F98A}\u{1F468}‍\u{1F469}‍\u{1F467} \u{10FFFF} \u{10000} \t\r\n 漢字';
    const MessageAttributes = {
      note: { DataType: "String", StringValue: text },
      raw: { DataType: "Binary", BinaryValue: Buffer.from([0, 255]) },
    };
    await started.client.send(new SendMessageCommand({ QueueUrl: url, MessageBody: text, MessageAttributes }));
    await started.client.send(
      new SendMessageBatchCommand({ QueueUrl: url, Entries: [{ Id: "a", MessageBody: text, MessageAttributes }] }),
    );

    const messages = await receive(url, { MessageAttributeNames: ["All"], WaitTimeSeconds: 1 });

    expect(messages.map(({ Body }) => Body)).toEqual([text, text]);
    for (const { MessageAttributes: seen } of messages) {
      expect(seen?.["note"]?.StringValue).toBe(text);
      expect(Buffer.from(seen?.["raw"]?.BinaryValue ?? [])).toEqual(Buffer.from([0, 255]));
    }
    await expect(send(url, "half of one: \u{1F98A}".slice(0, -1))).rejects.toThrow(/Invalid characters/);
  });

  test("attributes come only when asked for", async () => {
    const url = await newQueue();
    const MessageAttributes = { note: { DataType: "String", StringValue: "x" } };
    await started.client.send(new SendMessageCommand({ QueueUrl: url, MessageBody: "b", MessageAttributes }));

    const [message] = await receive(url);

    expect(message?.MessageAttributes).toBeUndefined();
    expect(message?.Attributes).toBeUndefined();
  });

  test("a message that is given back is there at once, and is counted", async () => {
    const url = await newQueue();
    await send(url, "again");
    const [first] = await receive(url);

    await started.client.send(
      new ChangeMessageVisibilityCommand({ QueueUrl: url, ReceiptHandle: first?.ReceiptHandle, VisibilityTimeout: 0 }),
    );
    const [second] = await receive(url, { MessageSystemAttributeNames: ["ApproximateReceiveCount"] });

    expect(second?.MessageId).toBe(first?.MessageId);
    expect(second?.Attributes).toEqual({ ApproximateReceiveCount: "2" });
  });

  test("one message wakes one of several pollers, and the others wait on", async () => {
    const url = await newQueue();
    const startedMs = performance.now();
    const pollers = [1, 2, 3].map(async () => ({
      got: await receive(url, { WaitTimeSeconds: 3 }),
      ms: performance.now() - startedMs,
    }));
    await new Promise((resolve) => setTimeout(resolve, 200));
    await send(url, "for one");

    const polled = await Promise.all(pollers);

    expect(polled.flatMap(({ got }) => got)).toHaveLength(1);
    for (const { got, ms } of polled) if (got.length === 0) expect(ms).toBeGreaterThan(2_500);
  });

  test("a poller that hung up takes no message with it", async () => {
    const url = await newQueue({ VisibilityTimeout: "600" });
    const controller = new AbortController();
    const left = started.client.send(new ReceiveMessageCommand({ QueueUrl: url, WaitTimeSeconds: 20 }), {
      abortSignal: controller.signal,
    });
    await new Promise((resolve) => setTimeout(resolve, 300));
    controller.abort();
    await left.catch(() => undefined);
    await send(url, "still here");

    await eventually(async () => (await receive(url, { WaitTimeSeconds: 1 })).length === 1);
  });

  test("a delayed message is counted as visible when its delay is over, though nobody polled", async () => {
    const url = await newQueue();
    await started.client.send(new SendMessageCommand({ QueueUrl: url, MessageBody: "later", DelaySeconds: 1 }));
    const AttributeNames = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesDelayed"] as const;
    const counts = async () =>
      (await started.client.send(new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: [...AttributeNames] })))
        .Attributes;

    expect(await counts()).toEqual({ ApproximateNumberOfMessages: "0", ApproximateNumberOfMessagesDelayed: "1" });
    await eventually(async () => (await counts())?.["ApproximateNumberOfMessages"] === "1");
  });

  test("errors have the names that SDKs know", async () => {
    const url = started.sqs.queueUrl("nowhere");

    await expect(send(url, "x")).rejects.toMatchObject({ name: "QueueDoesNotExist" });
    await expect(receive(await newQueue(), { MaxNumberOfMessages: 11 })).rejects.toMatchObject({
      name: "InvalidParameterValue",
    });
    const policy = JSON.stringify({ deadLetterTargetArn: started.sqs.queueArn("nowhere"), maxReceiveCount: 3 });
    await expect(newQueue({ RedrivePolicy: policy })).rejects.toThrow(/Dead letter target does not exist/);
  });

  test("a deleted message comes once more when the fault says so, with the same id", async () => {
    const url = await newQueue();
    await send(url, "twice");
    await send(url, "twice");
    started.sqs.faults.setDuplicateRate(1);
    const first = await receive(url);
    await started.client.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle: first[0]?.ReceiptHandle }));
    const Entries = [{ Id: "a", ReceiptHandle: first[1]?.ReceiptHandle }];
    const deleted = await started.client.send(new DeleteMessageBatchCommand({ QueueUrl: url, Entries }));
    expect(deleted.Successful).toEqual([{ Id: "a" }]);

    const again: (string | undefined)[] = [];
    await eventually(async () => {
      for (const { MessageId, ReceiptHandle } of await receive(url, { WaitTimeSeconds: 1 })) {
        again.push(MessageId);
        await started.client.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle }));
      }
      return again.length === 2;
    });
    started.sqs.faults.setDuplicateRate(0);

    expect(again.sort()).toEqual(first.map(({ MessageId }) => MessageId).sort());
    expect(await receive(url, { WaitTimeSeconds: 1 })).toEqual([]);
  });

  test("a queue that is down breaks connections, and is as it was when it is healed", async () => {
    const url = await newQueue();
    await send(url, "kept");
    const polling = receive(await newQueue(), { WaitTimeSeconds: 20 });
    await new Promise((resolve) => setTimeout(resolve, 100));
    started.sqs.faults.setDown(true);
    await expect(polling).rejects.toThrow(/socket hang up|ECONNRESET|other side closed/);
    await expect(receive(url)).rejects.toThrow(/socket hang up|ECONNRESET|other side closed/);
    started.sqs.faults.setDown(false);

    expect(await receive(url)).toHaveLength(1);
  });
});
