/** Mistakes with queues, streams and their readers. */
import { mappings, queues } from "../rules/messages.ts";
import { describeMutations } from "./mutation.ts";

describeMutations("messages", [
  {
    mistake: "a queue without a dead-letter queue",
    file: "infra/region/work-queue.ts",
    find: "dlq: { queue: deadLetters.arn, retry: WORK_QUEUE.maxReceiveCount },",
    replace: "",
    breaks: queues,
  },
  {
    mistake: "dead letters that are forgotten after four days",
    file: "infra/region/work-queue.ts",
    find: "return new sst.aws.Queue(component, {\n    transform: {\n      queue: { name, messageRetentionSeconds: WORK_QUEUE.messageRetentionSeconds,",
    replace: "return new sst.aws.Queue(component, {\n    transform: {\n      queue: { name,",
    breaks: queues,
  },
  {
    mistake: "a message that is given up at the first failure",
    file: "infra/region/work-queue.ts",
    find: "retry: WORK_QUEUE.maxReceiveCount",
    replace: "retry: 1",
    breaks: queues,
  },
  {
    mistake: "a message that comes again while it is worked on",
    file: "infra/region/work-queue.ts",
    find: "visibilityTimeout: `${WORK_QUEUE.visibilityTimeoutSeconds} seconds`,",
    replace: 'visibilityTimeout: "30 seconds",',
    breaks: mappings,
  },
  {
    mistake: "a batch that fails for one of its messages",
    file: "infra/region/work-queue.ts",
    find: "functionResponseTypes: [...trigger.functionResponseTypes],",
    replace: "",
    breaks: mappings,
  },
  {
    mistake: "a queue that calls its reader without bound",
    file: "infra/region/work-queue.ts",
    find: "scalingConfig: { maximumConcurrency: trigger.maximumConcurrency },",
    replace: "",
    breaks: mappings,
  },
  {
    mistake: "a queue that calls its reader more often than it may run",
    file: "infra/region/work-queue.ts",
    find: "scalingConfig: { maximumConcurrency: trigger.maximumConcurrency },",
    replace: "scalingConfig: { maximumConcurrency: 50 },",
    breaks: mappings,
  },
  {
    mistake: "a stream that gives up without a trace",
    file: "infra/region/table-changes.ts",
    find: "destinationConfig: { onFailure: { destinationArn: failures.arn } },",
    replace: "",
    breaks: mappings,
  },
  {
    mistake: "a stream whose failures go to a queue that is worked on",
    file: "infra/region/table-changes.ts",
    find: "destinationConfig: { onFailure: { destinationArn: failures.arn } },",
    replace: "destinationConfig: { onFailure: { destinationArn: queue.arn } },",
    breaks: mappings,
  },
  {
    mistake: "a stream that misses what came before it was read",
    file: "infra/region/table-changes.ts",
    find: "...bounds,\n",
    replace: '...bounds,\n    startingPosition: "LATEST",\n',
    breaks: mappings,
  },
  {
    mistake: "a record that stops the stream for a day",
    file: "infra/region/table-changes.ts",
    find: "...bounds,\n",
    replace: "...bounds,\n    maximumRetryAttempts: -1,\n",
    breaks: mappings,
  },
  {
    mistake: "a batch that is not taken apart",
    file: "infra/region/table-changes.ts",
    find: "...bounds,\n",
    replace: "...bounds,\n    bisectBatchOnFunctionError: false,\n",
    breaks: mappings,
  },
  {
    mistake: "a stream read without a filter",
    file: "infra/region/table-changes.ts",
    find: "filterCriteria: { filters: filters(scope.region).map((pattern) => ({ pattern: JSON.stringify(pattern) })) },",
    replace: "",
    breaks: mappings,
  },
  {
    mistake: "a filter that wakes this region for its peer's outbox",
    file: "infra/region/table-changes.ts",
    find: "filters(scope.region)",
    replace: 'filters("us-west-2")',
    breaks: mappings,
  },
]);
