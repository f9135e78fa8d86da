/**
 * The queue of hints that there is work, and the function that does it. Nothing is lost with this queue: what is to be done is in the
 * table, and `tick` asks again. So what cannot be handled leaves for the dead letters, where an alarm sees it.
 */
import { FUNCTIONS, WORK_QUEUE } from "@tandem/functions/manifest";
import { regionalName } from "../names.ts";
import type { RegionScope } from "../scope.ts";
import { createFunction, type FunctionSettings } from "./function.ts";
import { readTable, receiveFrom, writeTable } from "./permissions.ts";
import type { Replica } from "./table-replica.ts";

export interface WorkQueue {
  readonly url: $util.Output<string>;
  readonly arn: $util.Output<string>;
  readonly name: string;
  readonly deadLettersName: string;
}

export function createWorkQueue({ environment, region }: RegionScope): WorkQueue {
  const name = regionalName(environment, region, "work");
  const deadLettersName = regionalName(environment, region, "dead-letters");
  const deadLetters = createDeadLetters("DeadLetters", deadLettersName);
  const queue = new sst.aws.Queue("Work", {
    visibilityTimeout: `${WORK_QUEUE.visibilityTimeoutSeconds} seconds`,
    dlq: { queue: deadLetters.arn, retry: WORK_QUEUE.maxReceiveCount },
    transform: {
      queue: { name, messageRetentionSeconds: WORK_QUEUE.messageRetentionSeconds, sqsManagedSseEnabled: true },
    },
  });
  return { url: queue.url, arn: queue.arn, name, deadLettersName };
}

/** A queue that only people read. A message's age counts from when it was first sent, so it is kept as long as SQS can. */
export function createDeadLetters(component: string, name: string) {
  return new sst.aws.Queue(component, {
    transform: {
      queue: { name, messageRetentionSeconds: WORK_QUEUE.messageRetentionSeconds, sqsManagedSseEnabled: true },
    },
  });
}

export function createWorker(
  settings: Omit<FunctionSettings<"on-message">, "may" | "variables"> & {
    readonly table: Replica;
    readonly queue: WorkQueue;
  },
) {
  const { scope, code, table, queue } = settings;
  const { trigger } = FUNCTIONS["on-message"];
  const worker = createFunction("on-message", {
    scope,
    code,
    variables: { TANDEM_PAYMENTS_URL: scope.environment.paymentsUrl, TANDEM_TABLE: table.name },
    may: [readTable(table), writeTable(table), receiveFrom(queue.arn)],
  });
  new aws.lambda.EventSourceMapping("WorkMapping", {
    eventSourceArn: queue.arn,
    functionName: worker.arn,
    batchSize: trigger.batchSize,
    maximumBatchingWindowInSeconds: trigger.maximumBatchingWindowInSeconds,
    functionResponseTypes: [...trigger.functionResponseTypes],
    scalingConfig: { maximumConcurrency: trigger.maximumConcurrency },
  });
  return worker;
}
