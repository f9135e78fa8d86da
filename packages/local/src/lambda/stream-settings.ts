/** An event source mapping for a table's stream, under AWS's own names, and its bounds. */
import { assert } from "@tandem/kernel";
import { REPORT_BATCH_ITEM_FAILURES } from "./batch-response.ts";
import type { FilterCriteria } from "./filter-criteria.ts";

export interface StreamMappingSettings {
  readonly FunctionName: string;
  readonly StartingPosition: "TRIM_HORIZON" | "LATEST";
  readonly BatchSize?: number;
  readonly MaximumBatchingWindowInSeconds?: number;
  /** -1 is "until the record expires". */
  readonly MaximumRetryAttempts?: number;
  /** -1 is "until the record expires". */
  readonly MaximumRecordAgeInSeconds?: number;
  readonly BisectBatchOnFunctionError?: boolean;
  readonly FunctionResponseTypes?: readonly string[];
  readonly FilterCriteria?: FilterCriteria;
  /** A queue's ARN, which is told of what was given up. */
  readonly DestinationConfig?: { readonly OnFailure?: { readonly Destination?: string } };
  /** Only one at a time is modelled. */
  readonly ParallelizationFactor?: number;
}

export interface StreamBounds {
  readonly batchSize: number;
  readonly windowS: number;
  readonly retryMax: number;
  readonly ageSMax: number;
  readonly isBisecting: boolean;
  readonly responseTypes: readonly string[];
  readonly destinationArn: string | undefined;
}

/** Read without a bound, as AWS writes it. */
const UNBOUNDED = -1;

export function readStreamBounds(settings: StreamMappingSettings): StreamBounds {
  const {
    BatchSize = 100,
    MaximumBatchingWindowInSeconds: windowS = 0,
    FunctionResponseTypes: responseTypes = [],
  } = settings;
  const {
    MaximumRetryAttempts = UNBOUNDED,
    MaximumRecordAgeInSeconds = UNBOUNDED,
    ParallelizationFactor = 1,
  } = settings;
  assert(isWhole(BatchSize, 1, 10_000), `BatchSize is 1 to 10000, not ${BatchSize}`);
  assert(windowS >= 0 && windowS <= 300, `MaximumBatchingWindowInSeconds is 0 to 300, not ${windowS}`);
  assert(
    isWhole(MaximumRetryAttempts, UNBOUNDED, 10_000),
    `MaximumRetryAttempts is -1 to 10000, not ${MaximumRetryAttempts}`,
  );
  const isAge = MaximumRecordAgeInSeconds === UNBOUNDED || isWhole(MaximumRecordAgeInSeconds, 60, 604_800);
  assert(isAge, `MaximumRecordAgeInSeconds is -1, or 60 to 604800, not ${MaximumRecordAgeInSeconds}`);
  assert(
    ParallelizationFactor === 1,
    `this world reads a stream with a ParallelizationFactor of 1, not ${ParallelizationFactor}`,
  );
  const unknown = responseTypes.find((each) => each !== REPORT_BATCH_ITEM_FAILURES);
  assert(unknown === undefined, `FunctionResponseTypes knows only ${REPORT_BATCH_ITEM_FAILURES}, not ${unknown}`);
  return {
    batchSize: BatchSize,
    windowS,
    retryMax: MaximumRetryAttempts === UNBOUNDED ? Number.POSITIVE_INFINITY : MaximumRetryAttempts,
    ageSMax: MaximumRecordAgeInSeconds === UNBOUNDED ? Number.POSITIVE_INFINITY : MaximumRecordAgeInSeconds,
    isBisecting: settings.BisectBatchOnFunctionError ?? false,
    responseTypes,
    destinationArn: settings.DestinationConfig?.OnFailure?.Destination,
  };
}

function isWhole(value: number, min: number, max: number): boolean {
  return Number.isInteger(value) && value >= min && value <= max;
}
