/**
 * StartMessageMoveTask and its two companions, which the engine does not have: dead letters are received, sent to where they came
 * from as new messages, and deleted, at the rate asked for. A task lives in memory: SQS remembers its tasks, this world forgets
 * them when it ends, and what was not moved stays where it was.
 */
import { randomUUID } from "node:crypto";
import { queueName } from "./queue-address.ts";
import { deadLetterSources } from "./redrive-policy.ts";
import type { SqsCalls } from "./sqs-calls.ts";
import type { SqsInput, SqsOutput } from "./sqs-engine.ts";
import { invalidParameter, SqsRefusal } from "./sqs-refusal.ts";

/** SQS lists at most ten tasks of a queue, the newest first. */
const TASKS_LISTED_MAX = 10;
/** SQS's own bound, and its pace when none is asked for is "as fast as it can". */
const PER_SECOND_MAX = 500;
const BATCH_COUNT_MAX = 10;
/** Received messages are sent on within a moment; after a crash in between they show again after this. */
const HIDDEN_S = 30;

export interface MessageMoves {
  start(input: SqsInput): Promise<SqsOutput>;
  list(input: SqsInput): Promise<SqsOutput>;
  cancel(input: SqsInput): SqsOutput;
  close(): Promise<void>;
}

interface Task {
  readonly handle: string;
  readonly sourceArn: string;
  readonly sourceUrl: string;
  readonly destinationArn: string | undefined;
  readonly destinationUrl: string;
  readonly perSecond: number | undefined;
  readonly startedMs: number;
  readonly toMove: number;
  moved: number;
  status: "RUNNING" | "COMPLETED" | "CANCELLING" | "CANCELLED" | "FAILED";
  failure: string | undefined;
}

export function createMessageMoves(calls: SqsCalls): MessageMoves {
  const tasks: Task[] = [];
  const running = new Set<Promise<void>>();

  async function start(input: SqsInput): Promise<SqsOutput> {
    const task = await newTask(calls, input);
    const isBusy = tasks.some(({ sourceArn, status }) => sourceArn === task.sourceArn && isActive(status));
    if (isBusy)
      throw invalidParameter(
        "There is already a task running. Only one active task is allowed for a source queue arn at a given time.",
      );
    tasks.unshift(task);
    const work = move(calls, task).finally(() => running.delete(work));
    running.add(work);
    return { TaskHandle: task.handle };
  }

  return {
    start,
    async list(input) {
      const sourceArn = String(input["SourceArn"]);
      await urlOf(calls, sourceArn);
      const asked = typeof input["MaxResults"] === "number" ? input["MaxResults"] : 1;
      const found = tasks.filter((task) => task.sourceArn === sourceArn);
      return { Results: found.slice(0, Math.min(asked, TASKS_LISTED_MAX)).map(describe) };
    },
    cancel(input) {
      const task = tasks.find(({ handle }) => handle === input["TaskHandle"]);
      if (task === undefined) throw new SqsRefusal("ResourceNotFoundException", "Task does not exist.");
      if (task.status !== "RUNNING")
        throw invalidParameter(`Task is in status ${task.status} and cannot be cancelled.`);
      task.status = "CANCELLING";
      return { ApproximateNumberOfMessagesMoved: task.moved };
    },
    async close() {
      for (const task of tasks) if (task.status === "RUNNING") task.status = "CANCELLING";
      await Promise.all(running);
    },
  };
}

async function newTask(calls: SqsCalls, input: SqsInput): Promise<Task> {
  const sourceArn = String(input["SourceArn"]);
  const destinationArn = typeof input["DestinationArn"] === "string" ? input["DestinationArn"] : undefined;
  const perSecond =
    typeof input["MaxNumberOfMessagesPerSecond"] === "number" ? input["MaxNumberOfMessagesPerSecond"] : undefined;
  if (perSecond !== undefined && (perSecond < 1 || perSecond > PER_SECOND_MAX)) {
    throw invalidParameter(
      `Value ${perSecond} for parameter MaxNumberOfMessagesPerSecond is invalid. Reason: Must be between 1 and ${PER_SECOND_MAX}.`,
    );
  }
  const sourceUrl = await urlOf(calls, sourceArn);
  const sources = await deadLetterSources(calls, queueName(sourceArn));
  if (sources.length === 0) throw invalidParameter("Source queue must be configured as a Dead Letter Queue.");
  const [onlySource] = sources;
  if (destinationArn === undefined && (onlySource === undefined || sources.length > 1)) {
    throw invalidParameter(
      `${sources.length} queues send their dead letters here, and this engine does not remember which sent what: give DestinationArn.`,
    );
  }
  const asked = { QueueUrl: sourceUrl, AttributeNames: ["ApproximateNumberOfMessages"] };
  const { Attributes: attributes } = await calls.call("GetQueueAttributes", asked);
  return {
    handle: Buffer.from(JSON.stringify({ taskId: randomUUID(), sourceArn })).toString("base64"),
    ...{ sourceArn, sourceUrl, destinationArn, perSecond },
    destinationUrl: destinationArn === undefined ? (onlySource ?? "") : await urlOf(calls, destinationArn),
    startedMs: Date.now(),
    toMove: Number((attributes as Record<string, string>)["ApproximateNumberOfMessages"]),
    ...{ moved: 0, status: "RUNNING", failure: undefined },
  };
}

async function urlOf(calls: SqsCalls, arn: string): Promise<string> {
  if (arn !== calls.addresses.arn(queueName(arn)))
    throw new SqsRefusal(
      "ResourceNotFoundException",
      `The resource that you specified for the ARN ${arn} doesn't exist.`,
    );
  try {
    const { QueueUrl: url } = await calls.call("GetQueueUrl", { QueueName: queueName(arn) });
    return String(url);
  } catch (error) {
    if (!(error instanceof SqsRefusal) || error.code !== "QueueDoesNotExist") throw error;
    throw new SqsRefusal(
      "ResourceNotFoundException",
      "The resource that you specified for the SourceArn parameter doesn't exist.",
    );
  }
}

async function move(calls: SqsCalls, task: Task): Promise<void> {
  try {
    while (task.status === "RUNNING") {
      const batchStartedMs = performance.now();
      const wanted = Math.min(task.perSecond ?? BATCH_COUNT_MAX, BATCH_COUNT_MAX);
      const count = await moveBatch(calls, task, wanted);
      if (count === 0) break;
      const pauseMs =
        task.perSecond === undefined ? 0 : (count / task.perSecond) * 1_000 - (performance.now() - batchStartedMs);
      if (pauseMs > 0) await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
    task.status = task.status === "CANCELLING" ? "CANCELLED" : "COMPLETED";
  } catch (error) {
    task.status = "FAILED";
    task.failure = error instanceof SqsRefusal ? error.code : String(error);
  }
}

async function moveBatch(calls: SqsCalls, task: Task, count: number): Promise<number> {
  const { Messages: messages } = await calls.call("ReceiveMessage", {
    QueueUrl: task.sourceUrl,
    MaxNumberOfMessages: count,
    VisibilityTimeout: HIDDEN_S,
    MessageAttributeNames: ["All"],
    MessageSystemAttributeNames: ["All"],
  });
  const received = (messages ?? []) as readonly Record<string, unknown>[];
  for (const { Body, MessageAttributes, Attributes, ReceiptHandle } of received) {
    const { MessageGroupId, MessageDeduplicationId } = (Attributes ?? {}) as Record<string, string>;
    const message = { MessageBody: Body, MessageAttributes, MessageGroupId, MessageDeduplicationId };
    await calls.call("SendMessage", { QueueUrl: task.destinationUrl, ...message });
    await calls.call("DeleteMessage", { QueueUrl: task.sourceUrl, ReceiptHandle });
    task.moved += 1;
  }
  return received.length;
}

function isActive(status: Task["status"]): boolean {
  return status === "RUNNING" || status === "CANCELLING";
}

function describe(task: Task): SqsOutput {
  return {
    ...(task.status === "RUNNING" ? { TaskHandle: task.handle } : {}),
    Status: task.status,
    SourceArn: task.sourceArn,
    ...(task.destinationArn === undefined ? {} : { DestinationArn: task.destinationArn }),
    ...(task.perSecond === undefined ? {} : { MaxNumberOfMessagesPerSecond: task.perSecond }),
    ApproximateNumberOfMessagesMoved: task.moved,
    ApproximateNumberOfMessagesToMove: task.toMove,
    ...(task.failure === undefined ? {} : { FailureReason: task.failure }),
    StartedTimestamp: task.startedMs,
  };
}
