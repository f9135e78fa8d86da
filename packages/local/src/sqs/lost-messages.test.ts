import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
} from "@aws-sdk/client-sqs";
import { expect, onTestFinished, test, vi } from "vitest";
import { startTestSqs } from "./testing/test-sqs.ts";

/** Real processes on a machine that may be busy: only a hang takes this long. */
vi.setConfig({ testTimeout: 60_000 });

test("a lost message was taken and is given to nobody, and those after the fault are", async () => {
  const { client, sqs, close } = await startTestSqs();
  onTestFinished(close);
  const { QueueUrl = "" } = await client.send(new CreateQueueCommand({ QueueName: "lossy" }));
  const receive = async () => (await client.send(new ReceiveMessageCommand({ QueueUrl }))).Messages ?? [];
  sqs.faults.setLostRate(1);
  const { MessageId } = await client.send(new SendMessageCommand({ QueueUrl, MessageBody: "lost" }));

  expect(MessageId).toEqual(expect.any(String));
  expect(await receive()).toEqual([]);
  sqs.faults.setLostRate(0);
  const names = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"] as const;
  const { Attributes } = await client.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: [...names] }));
  expect(Attributes).toEqual({ [names[0]]: "0", [names[1]]: "0" });

  await client.send(new SendMessageCommand({ QueueUrl, MessageBody: "kept" }));
  expect(await receive()).toMatchObject([{ Body: "kept" }]);
});
