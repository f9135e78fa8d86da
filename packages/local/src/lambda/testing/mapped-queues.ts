/**
 * For tests: queues of a real engine in a world a hundred times faster, so that visibility timeouts of 30 s pass in a fraction
 * of one, and mappings from them to a function that is a closure.
 */
import { CreateQueueCommand, GetQueueAttributesCommand, SendMessageBatchCommand } from "@aws-sdk/client-sqs";
import { done, region } from "@tandem/kernel";
import type { SQSEvent } from "aws-lambda";
import { onTestFinished } from "vitest";
import { startTestSqs, type TestSqs } from "../../sqs/testing/test-sqs.ts";
import { silentLog } from "../../world/log.ts";
import { createPace } from "../../world/pace.ts";
import { functionError, type InvokeOutcome } from "../invocation.ts";
import { createQueueMapping } from "../queue-mapping.ts";
import type { QueueMappingSettings } from "../queue-settings.ts";

export const FAILED = functionError({ requestId: "r1", errorType: "Error", errorMessage: "no" });
const SPEED = 100;

export function answered(answer: unknown): InvokeOutcome {
  return done({ payload: JSON.stringify(answer), requestId: "r1" });
}

export interface Queue {
  readonly url: string;
  readonly arn: string;
}

export interface Mapped extends Partial<QueueMappingSettings> {
  readonly answer: (bodies: readonly string[], event: SQSEvent) => InvokeOutcome | Promise<InvokeOutcome>;
}

export interface MappedQueues extends TestSqs {
  newQueue(attributes?: Record<string, string>): Promise<Queue>;
  map(queue: Queue, mapped: Mapped): ReturnType<typeof startMapping>;
  send(queue: Queue, ...bodies: readonly string[]): Promise<void>;
  /** Messages that are visible, hidden or delayed. */
  left(queue: Queue): Promise<number>;
}

export async function startMappedQueues(): Promise<MappedQueues> {
  const started = await startTestSqs({ speed: SPEED });
  const { client, sqs } = started;
  let count = 0;
  return {
    ...started,
    async newQueue(Attributes = {}) {
      count += 1;
      const name = `queue-${count}`;
      await client.send(new CreateQueueCommand({ QueueName: name, Attributes }));
      return { url: sqs.queueUrl(name), arn: sqs.queueArn(name) };
    },
    map: (queue, mapped) => startMapping(sqs.url, queue, mapped),
    async send({ url }, ...bodies) {
      const Entries = bodies.map((MessageBody, index) => ({ Id: String(index), MessageBody }));
      await client.send(new SendMessageBatchCommand({ QueueUrl: url, Entries }));
    },
    async left({ url }) {
      const asked = { QueueUrl: url, AttributeNames: ["All" as const] };
      const { Attributes = {} } = await client.send(new GetQueueAttributesCommand(asked));
      const counts = Object.entries(Attributes).filter(([name]) => name.startsWith("ApproximateNumber"));
      return counts.reduce((sum, [, value]) => sum + Number(value), 0);
    },
  };
}

function startMapping(sqsUrl: string, queue: Queue, { answer, ...settings }: Mapped) {
  const events: SQSEvent[] = [];
  const bodiesOf = ({ Records }: SQSEvent) => Records.map(({ body }) => body);
  const mapping = createQueueMapping({
    settings: { FunctionName: "on-message", EventSourceArn: queue.arn, ...settings },
    sqsUrl,
    queueUrl: queue.url,
    region: region("us-east-1"),
    pace: createPace(SPEED),
    log: silentLog,
    async invoke(_name, event) {
      events.push(event as SQSEvent);
      return await answer(bodiesOf(event as SQSEvent), event as SQSEvent);
    },
  });
  onTestFinished(() => mapping.close());
  return { mapping, events, bodies: () => events.map(bodiesOf) };
}
