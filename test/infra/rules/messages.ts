/** A message that cannot be handled goes somewhere where it is seen, after a bounded number of tries, and is kept there as long as SQS can. */
import { FUNCTIONS, WORK_QUEUE } from "@tandem/functions/manifest";
import { resourcesOf, type Stack } from "../deployment.ts";
import type { GraphResource } from "../graph/graph.ts";
import { at, eachStack, listAt, nameOf, type Rule } from "./rule.ts";

const QUEUE = "aws:sqs/queue:Queue";
const MAPPING = "aws:lambda/eventSourceMapping:EventSourceMapping";
/** What SQS keeps a message at most. */
const RETENTION_S = 14 * 24 * 3_600;

export const queues: Rule = eachStack("every queue has a dead-letter queue, or is one", (stack) => {
  const all = resourcesOf(stack, QUEUE);
  const ends = new Set([...all.map(deadLetterArn), ...resourcesOf(stack, MAPPING).map(failureArn)]);
  return all.flatMap((queue) => {
    const target = deadLetterArn(queue);
    const isEnd = ends.has(arnOf(queue));
    return [
      ...(target === undefined && !isEnd ? [`${nameOf(queue)} has no dead-letter queue`] : []),
      ...(target !== undefined && !all.some((other) => arnOf(other) === target)
        ? [`${nameOf(queue)} sends its dead letters to ${target}, which is not in this stack`]
        : []),
      ...(target !== undefined && redrive(queue)?.maxReceiveCount !== WORK_QUEUE.maxReceiveCount
        ? [
            `${nameOf(queue)} gives up after ${redrive(queue)?.maxReceiveCount} receives, not ${WORK_QUEUE.maxReceiveCount}`,
          ]
        : []),
      ...(at(queue.inputs, "messageRetentionSeconds") === RETENTION_S
        ? []
        : [`${nameOf(queue)} keeps messages for ${at(queue.inputs, "messageRetentionSeconds")} s, not 14 days`]),
    ];
  });
});

export const mappings: Rule = eachStack("every mapping has bounds, and somewhere to put what it gives up", (stack) => {
  const all = resourcesOf(stack, MAPPING);
  const expected = stack.kind === "region" ? 2 : 0;
  return [
    ...(all.length === expected ? [] : [`has ${all.length} event source mappings, not ${expected}`]),
    ...all.flatMap((mapping) => {
      const source = String(at(mapping.inputs, "eventSourceArn"));
      const problems = source.includes(":dynamodb:") ? ofStream(mapping, stack) : ofQueue(mapping, stack);
      const partial = listAt(mapping.inputs, "functionResponseTypes").includes("ReportBatchItemFailures");
      return [...problems, ...(partial ? [] : ["fails a whole batch for one message"])].map(
        (problem) => `${nameOf(mapping)} ${problem}`,
      );
    }),
  ];
});

function ofStream({ inputs }: GraphResource, stack: Stack): readonly string[] {
  const expected = FUNCTIONS["on-table-change"].trigger;
  const own = String(at(inputs, "eventSourceArn")).split(":")[3];
  const patterns = listAt(inputs, "filterCriteria", "filters").map((filter) => String(at(filter, "pattern")));
  const wanted = expected.filters(stack.region).map((pattern) => JSON.stringify(pattern));
  const problems = [
    ...(own === stack.region ? [] : [`reads the stream of ${own}`]),
    ...(patterns.join() === wanted.join() ? [] : [`lets through ${patterns.join(" or ") || "everything"}`]),
    ...(deadQueues(stack).includes(failureArn({ inputs }) ?? "") ? [] : ["has no failure queue in this stack"]),
  ];
  const bounds = [
    "startingPosition",
    "batchSize",
    "maximumRetryAttempts",
    "maximumRecordAgeInSeconds",
    "bisectBatchOnFunctionError",
  ] as const;
  for (const bound of bounds)
    if (at(inputs, bound) !== expected[bound])
      problems.push(`has ${bound} ${at(inputs, bound)}, not ${expected[bound]}`);
  return problems;
}

function ofQueue({ inputs }: GraphResource, stack: Stack): readonly string[] {
  const queue = resourcesOf(stack, QUEUE).find((each) => arnOf(each) === at(inputs, "eventSourceArn"));
  if (queue === undefined) return [`reads ${at(inputs, "eventSourceArn")}, which is not in this stack`];
  const reader = resourcesOf(stack, "aws:lambda/function:Function").find(
    (each) => at(each.state, "arn") === at(inputs, "functionName"),
  );
  const timeoutS = Number(at(reader?.inputs, "timeout"));
  const windowS = Number(at(inputs, "maximumBatchingWindowInSeconds") ?? 0);
  const visibleS = Number(at(queue.inputs, "visibilityTimeoutSeconds"));
  const most = Number(at(inputs, "scalingConfig", "maximumConcurrency"));
  const reserved = at(reader?.inputs, "reservedConcurrentExecutions");
  return [
    ...(visibleS >= 6 * timeoutS + windowS
      ? []
      : [`hides a message for ${visibleS} s, and its reader may take ${timeoutS}: six times that is the least`]),
    ...(most >= 2 && most <= 1_000 ? [] : ["has no maximum concurrency"]),
    ...(reserved === undefined || Number(reserved) >= most
      ? []
      : [`calls ${most} at once, and its reader may run ${reserved} times`]),
    ...(deadLetterArn(queue) === undefined ? ["gives up nowhere"] : []),
  ];
}

function deadQueues(stack: Stack): readonly string[] {
  return resourcesOf(stack, QUEUE)
    .filter((queue) => deadLetterArn(queue) === undefined)
    .map(arnOf);
}

function redrive({
  inputs,
}: GraphResource): { readonly deadLetterTargetArn: string; readonly maxReceiveCount: number } | undefined {
  const policy = at(inputs, "redrivePolicy");
  return policy === undefined ? undefined : JSON.parse(String(policy));
}

function deadLetterArn(queue: GraphResource): string | undefined {
  return redrive(queue)?.deadLetterTargetArn;
}

function failureArn({ inputs }: Pick<GraphResource, "inputs">): string | undefined {
  const arn = at(inputs, "destinationConfig", "onFailure", "destinationArn");
  return arn === undefined ? undefined : String(arn);
}

function arnOf({ state }: GraphResource): string {
  return String(at(state, "arn"));
}
