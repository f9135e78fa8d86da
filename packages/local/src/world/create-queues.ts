/**
 * A region's queues: the one for hints of work, the one for what could not even be read, and the one that hears of stream batches
 * nobody could take. Creating a queue that stands already with the same attributes does nothing, as in SQS.
 */
import type { Region } from "@tandem/kernel";
import type { LocalSqs } from "../sqs/local-sqs.ts";
import { type AwsCall, awsCaller } from "./aws-call.ts";

export interface QueueShape {
  readonly visibilityTimeoutSeconds: number;
  readonly maxReceiveCount: number;
  readonly messageRetentionSeconds: number;
}

export const QUEUES = {
  work: "tandem-work",
  deadLetters: "tandem-work-dead-letters",
  streamFailures: "tandem-stream-failures",
} as const;

/** What a queue that only people look at keeps its messages for: as long as SQS can. */
const KEPT_SECONDS = 14 * 24 * 3_600;

export interface QueueDepth {
  readonly visible: number;
  readonly inFlight: number;
}

/** Where what could not be done comes to lie: messages, and documents about batches of stream records that were given up on. */
const DEAD_LETTER_PLACES = ["deadLetters", "streamFailures"] as const;

export interface RegionQueues {
  depth(queue: keyof typeof QUEUES): Promise<QueueDepth>;
  /** How much lies in all places for what could not be done, looked at by somebody or not. */
  deadLetterCount(): Promise<number>;
}

export async function createQueues(sqs: LocalSqs, region: Region, shape: QueueShape): Promise<RegionQueues> {
  const call = awsCaller({ url: sqs.url, region, service: "sqs" });
  const kept = { MessageRetentionPeriod: String(KEPT_SECONDS) };
  await create(call, QUEUES.deadLetters, kept);
  await create(call, QUEUES.streamFailures, kept);
  await create(call, QUEUES.work, {
    VisibilityTimeout: String(shape.visibilityTimeoutSeconds),
    MessageRetentionPeriod: String(shape.messageRetentionSeconds),
    RedrivePolicy: JSON.stringify({
      deadLetterTargetArn: sqs.queueArn(QUEUES.deadLetters),
      maxReceiveCount: shape.maxReceiveCount,
    }),
  });
  const depth = async (queue: keyof typeof QUEUES) => {
    const names = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"] as const;
    const answer = await call("GetQueueAttributes", { QueueUrl: sqs.queueUrl(QUEUES[queue]), AttributeNames: names });
    const attributes = answer["Attributes"] as Readonly<Record<string, string>>;
    return { visible: Number(attributes[names[0]]), inFlight: Number(attributes[names[1]]) };
  };
  return {
    depth,
    async deadLetterCount() {
      const depths = await Promise.all(DEAD_LETTER_PLACES.map(depth));
      return depths.reduce((sum, { visible, inFlight }) => sum + visible + inFlight, 0);
    },
  };
}

async function create(call: AwsCall, name: string, attributes: Readonly<Record<string, string>>): Promise<void> {
  await call("CreateQueue", { QueueName: name, Attributes: attributes });
}
