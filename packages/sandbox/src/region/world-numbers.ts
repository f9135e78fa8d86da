/**
 * The numbers that the functions and the queue are deployed with, in the form of the manifest they come from: what is simulated is what
 * is deployed, and a change there is a change here.
 */
import type { QueueNumbers } from "./region-queue.ts";

export interface WorldNumbers {
  readonly functions: {
    readonly api: FunctionNumbers;
    readonly "on-table-change": FunctionNumbers & { readonly trigger: StreamNumbers };
    readonly "on-message": FunctionNumbers & { readonly trigger: QueueTriggerNumbers };
    readonly tick: FunctionNumbers & { readonly trigger: ScheduleNumbers };
  };
  readonly queue: QueueNumbers;
}

export interface FunctionNumbers {
  readonly timeoutSeconds: number;
  readonly concurrency: "shared" | { readonly reserved: number };
}

export interface StreamNumbers {
  readonly batchSize: number;
  readonly maximumRetryAttempts: number;
  readonly maximumRecordAgeInSeconds: number;
  readonly bisectBatchOnFunctionError: boolean;
  filters(region: string): readonly object[];
}

export interface QueueTriggerNumbers {
  readonly batchSize: number;
  readonly maximumConcurrency: number;
}

export interface ScheduleNumbers {
  readonly everyMinutes: number;
  /** Less often, until all is healed: for a history of days. */
  readonly everyMinutesUntilHealed?: number;
  readonly maximumRetryAttempts: number;
  readonly maximumEventAgeInSeconds: number;
}
