import { CreateQueueCommand, GetQueueAttributesCommand } from "@aws-sdk/client-sqs";
import { region } from "@tandem/kernel";
import { expect, test, vi } from "vitest";
import { createHttpApi } from "../api-gateway/http-api.ts";
import { startTestSqs } from "../sqs/testing/test-sqs.ts";
import { silentLog } from "../world/log.ts";
import { createPace } from "../world/pace.ts";
import { createQueueMapping } from "./queue-mapping.ts";
import { createStreamMapping } from "./stream-mapping.ts";
import { eventually } from "./testing/eventually.ts";
import { startTestHost } from "./testing/test-host.ts";
import { createTestCheckpoint, createTestStream } from "./testing/test-stream.ts";

/** Real processes on a machine that may be busy: only a hang takes this long. */
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

/** Posts the order's name to the queue, as a function that was woken by a stream does. */
const ON_TABLE_CHANGE = `export async function handler(event) {
  for (const { dynamodb } of event.Records) {
    const body = JSON.stringify({ QueueUrl: process.env.QUEUE_URL, MessageBody: dynamodb.Keys.pk.S });
    const headers = { "content-type": "application/x-amz-json-1.0", "x-amz-target": "AmazonSQS.SendMessage" };
    const response = await fetch(process.env.QUEUE_URL, { method: "POST", headers, body });
    if (!response.ok) throw new Error(await response.text());
  }
}`;
const ON_MESSAGE = `export async function handler(event) {
  for (const { body } of event.Records) console.log("handled " + body);
}`;
const API = `export async function handler(event) { return { statusCode: 200, body: event.rawPath + " in " + process.env.AWS_REGION }; }`;

test("a request, a stream and a queue all reach real functions, whose environments crash now and then", {
  timeout: 60_000,
}, async () => {
  const pace = createPace(100);
  const queue = await startTestSqs({ speed: 100 });
  const { QueueUrl = "" } = await queue.client.send(new CreateQueueCommand({ QueueName: "work" }));
  const functions = await startTestHost({
    functions: {
      api: { source: API },
      "on-message": { source: ON_MESSAGE },
      "on-table-change": { source: ON_TABLE_CHANGE, variables: { QUEUE_URL: QueueUrl } },
    },
  });
  const { host, lines } = functions;
  const surroundings = { region: region("us-east-1"), pace, log: silentLog, invoke: host.invoke };
  const stream = createTestStream();
  const api = await createHttpApi({
    ...surroundings,
    port: 0,
    accountId: "111122223333",
    routes: [{ routeKey: "$default", functionName: "api" }],
  });
  const onTableChange = createStreamMapping({
    ...surroundings,
    settings: { FunctionName: "on-table-change", StartingPosition: "TRIM_HORIZON", BatchSize: 5 },
    source: stream,
    functionArn: host.functionArn("on-table-change"),
    checkpoint: createTestCheckpoint(),
    sendToQueue: () => Promise.resolve(),
  });
  const settings = { FunctionName: "on-message", EventSourceArn: queue.sqs.queueArn("work") };
  const onMessage = createQueueMapping({ ...surroundings, settings, sqsUrl: queue.sqs.url, queueUrl: QueueUrl });
  for (const name of ["on-message", "on-table-change"]) host.faults.setCrashRate(name, 0.3);

  const orders = Array.from({ length: 30 }, (_, index) => `order-${index} \u{1F98A}`);
  for (const order of orders) stream.append(order);
  const response = await fetch(`${api.url}/orders`);

  expect(await response.text()).toBe("/orders in us-east-1");
  const handled = () => new Set(lines.flatMap(({ text }) => /handled (.*)$/.exec(text)?.[1] ?? []));
  await eventually(() => handled().size === orders.length, 40_000);
  host.faults.setCrashRate("on-message", 0);
  host.faults.setCrashRate("on-table-change", 0);
  await eventually(async () => {
    const { Attributes = {} } = await queue.client.send(
      new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["All"] }),
    );
    return (
      Number(Attributes["ApproximateNumberOfMessages"]) +
        Number(Attributes["ApproximateNumberOfMessagesNotVisible"]) ===
      0
    );
  }, 40_000);

  await Promise.all([onTableChange.close(), onMessage.close(), api.close()]);
  await functions.close();
  await queue.close();
});
