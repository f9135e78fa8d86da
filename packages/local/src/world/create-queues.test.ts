import { region } from "@tandem/kernel";
import { expect, test, vi } from "vitest";
import { startTestSqs } from "../sqs/testing/test-sqs.ts";
import { awsCaller } from "./aws-call.ts";
import { createQueues, QUEUES } from "./create-queues.ts";

/** A real process on a machine that may be busy: only a hang takes this long. */
vi.setConfig({ testTimeout: 60_000 });

const REGION = region("us-east-1");

test("dead letters are what lies in every place for what could not be done, also while somebody looks at it", async () => {
  const { sqs, close } = await startTestSqs();
  try {
    const shape = { visibilityTimeoutSeconds: 30, maxReceiveCount: 3, messageRetentionSeconds: 3_600 };
    const queues = await createQueues(sqs, REGION, shape);
    const call = awsCaller({ url: sqs.url, region: REGION, service: "sqs" });
    const send = (name: string) => call("SendMessage", { QueueUrl: sqs.queueUrl(name), MessageBody: "{}" });
    await send(QUEUES.work);
    expect(await queues.deadLetterCount()).toBe(0);

    await send(QUEUES.deadLetters);
    await send(QUEUES.streamFailures);
    await send(QUEUES.streamFailures);
    await call("ReceiveMessage", { QueueUrl: sqs.queueUrl(QUEUES.streamFailures), MaxNumberOfMessages: 1 });

    expect(await queues.deadLetterCount()).toBe(3);
  } finally {
    await close();
  }
});
