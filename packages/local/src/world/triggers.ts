/**
 * What wakes a region's functions, as the manifest says it: the table's stream, the queue, the clock. The HTTP API is started by
 * the region itself, once everything behind it stands.
 */
import { assert, must, type Region } from "@tandem/kernel";
import type { Route } from "../api-gateway/routes.ts";
import type { DynamoRegion } from "../dynamodb/global-dynamo.ts";
import { createFileCheckpoint } from "../lambda/checkpoint.ts";
import type { EventSourceMapping } from "../lambda/event-source-mapping.ts";
import type { LambdaHost } from "../lambda/lambda-host.ts";
import { createQueueClient, type QueueClient } from "../lambda/queue-client.ts";
import { createQueueMapping } from "../lambda/queue-mapping.ts";
import { createSchedule, type Schedule } from "../lambda/schedule.ts";
import { createStreamMapping } from "../lambda/stream-mapping.ts";
import type { LocalSqs } from "../sqs/local-sqs.ts";
import { QUEUES } from "./create-queues.ts";
import type { Log } from "./log.ts";
import type { Pace } from "./pace.ts";
import { FUNCTION_NAMES, FUNCTIONS, type FunctionName, TABLE_NAME } from "./product.ts";

export interface TriggerParts {
  readonly region: Region;
  readonly pace: Pace;
  readonly log: Log;
  readonly dynamodb: DynamoRegion;
  readonly sqs: LocalSqs;
  readonly lambda: LambdaHost;
  readonly checkpointPath: string;
}

export interface Triggers {
  readonly streams: readonly EventSourceMapping[];
  readonly queues: readonly EventSourceMapping[];
  readonly schedules: readonly Schedule[];
  close(): Promise<void>;
}

export function startTriggers(parts: TriggerParts): Triggers {
  const streams: EventSourceMapping[] = [];
  const queues: EventSourceMapping[] = [];
  const schedules: Schedule[] = [];
  const queueClient = createQueueClient(parts.sqs.url);
  for (const name of FUNCTION_NAMES) {
    const { trigger } = FUNCTIONS[name];
    if (trigger.kind === "stream") streams.push(mapStream(name, { ...parts, queueClient }));
    if (trigger.kind === "queue") queues.push(mapQueue(name, parts));
    if (trigger.kind === "schedule") schedules.push(startSchedule(name, parts));
  }
  return {
    streams,
    queues,
    schedules,
    async close() {
      for (const schedule of schedules) schedule.close();
      await Promise.all([...streams, ...queues].map((mapping) => mapping.close()));
      await queueClient.close();
    },
  };
}

/** Which function answers which requests. */
export function httpRoutes(): readonly Route[] {
  return FUNCTION_NAMES.flatMap((functionName) => {
    const { trigger } = FUNCTIONS[functionName];
    return trigger.kind === "http" ? trigger.routes.map((routeKey) => ({ routeKey, functionName })) : [];
  });
}

function mapStream(
  name: FunctionName,
  {
    region,
    pace,
    log,
    dynamodb,
    sqs,
    lambda,
    checkpointPath,
    queueClient,
  }: TriggerParts & { readonly queueClient: QueueClient },
): EventSourceMapping {
  const { trigger } = FUNCTIONS[name];
  assert(trigger.kind === "stream", `${name} is woken by a stream`);
  const failures = sqs.queueArn(QUEUES.streamFailures);
  return createStreamMapping({
    region,
    pace,
    log,
    invoke: lambda.invoke,
    functionArn: lambda.functionArn(name),
    source: must(dynamodb.stream(TABLE_NAME), `${TABLE_NAME} has a stream in ${region}`),
    checkpoint: createFileCheckpoint(checkpointPath),
    sendToQueue: (_queueArn, body) => queueClient.send(sqs.queueUrl(QUEUES.streamFailures), body),
    settings: {
      FunctionName: name,
      StartingPosition: trigger.startingPosition,
      BatchSize: trigger.batchSize,
      MaximumBatchingWindowInSeconds: trigger.maximumBatchingWindowInSeconds,
      MaximumRetryAttempts: trigger.maximumRetryAttempts,
      MaximumRecordAgeInSeconds: trigger.maximumRecordAgeInSeconds,
      BisectBatchOnFunctionError: trigger.bisectBatchOnFunctionError,
      FunctionResponseTypes: trigger.functionResponseTypes,
      FilterCriteria: { Filters: trigger.filters(region).map((pattern) => ({ Pattern: JSON.stringify(pattern) })) },
      DestinationConfig: { OnFailure: { Destination: failures } },
    },
  });
}

function mapQueue(name: FunctionName, { region, pace, log, sqs, lambda }: TriggerParts): EventSourceMapping {
  const { trigger } = FUNCTIONS[name];
  assert(trigger.kind === "queue", `${name} is woken by a queue`);
  return createQueueMapping({
    region,
    pace,
    log,
    invoke: lambda.invoke,
    sqsUrl: sqs.url,
    queueUrl: sqs.queueUrl(QUEUES.work),
    settings: {
      FunctionName: name,
      EventSourceArn: sqs.queueArn(QUEUES.work),
      BatchSize: trigger.batchSize,
      MaximumBatchingWindowInSeconds: trigger.maximumBatchingWindowInSeconds,
      ScalingConfig: { MaximumConcurrency: trigger.maximumConcurrency },
      FunctionResponseTypes: trigger.functionResponseTypes,
    },
  });
}

function startSchedule(name: FunctionName, { pace, lambda }: TriggerParts): Schedule {
  const { trigger } = FUNCTIONS[name];
  assert(trigger.kind === "schedule", `${name} is woken by a schedule`);
  return createSchedule({
    rateMinutes: trigger.everyMinutes,
    functionName: name,
    input: {},
    pace,
    invokeLater: lambda.invokeLater,
  });
}
