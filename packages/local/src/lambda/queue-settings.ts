/** An event source mapping for a queue, under AWS's own names, and its bounds. */
import { assert } from "@tandem/kernel";
import { REPORT_BATCH_ITEM_FAILURES } from "./batch-response.ts";
import type { FilterCriteria } from "./filter-criteria.ts";
import { RECEIVE_COUNT_MAX } from "./queue-client.ts";

export interface QueueMappingSettings {
  readonly FunctionName: string;
  readonly EventSourceArn: string;
  readonly BatchSize?: number;
  readonly MaximumBatchingWindowInSeconds?: number;
  readonly FunctionResponseTypes?: readonly string[];
  readonly ScalingConfig?: { readonly MaximumConcurrency?: number };
  readonly FilterCriteria?: FilterCriteria;
}

export const BATCH_SIZE_DEFAULT = 10;
const BATCH_SIZE_MAX = 10_000;

export function checkQueueMapping(settings: QueueMappingSettings): void {
  const {
    BatchSize = BATCH_SIZE_DEFAULT,
    MaximumBatchingWindowInSeconds: windowS = 0,
    ScalingConfig,
    FunctionResponseTypes = [],
  } = settings;
  const isSize = Number.isInteger(BatchSize) && BatchSize >= 1 && BatchSize <= BATCH_SIZE_MAX;
  assert(isSize, `BatchSize is 1 to ${BATCH_SIZE_MAX}, not ${BatchSize}`);
  assert(windowS >= 0 && windowS <= 300, `MaximumBatchingWindowInSeconds is 0 to 300, not ${windowS}`);
  assert(
    BatchSize <= RECEIVE_COUNT_MAX || windowS >= 1,
    "a BatchSize above 10 needs a MaximumBatchingWindowInSeconds of 1 or more",
  );
  const concurrency = ScalingConfig?.MaximumConcurrency ?? 2;
  assert(concurrency >= 2 && concurrency <= 1_000, `MaximumConcurrency is 2 to 1000, not ${concurrency}`);
  const unknown = FunctionResponseTypes.find((each) => each !== REPORT_BATCH_ITEM_FAILURES);
  assert(unknown === undefined, `FunctionResponseTypes knows only ${REPORT_BATCH_ITEM_FAILURES}, not ${unknown}`);
}
