/**
 * What becomes of one batch of stream records: it is tried until it is done, until it was tried often enough, or until it is too
 * old; and it is cut, at the record the function named or in halves, so that one bad record takes no good ones with it. Records
 * are always passed in order: the checkpoint moves over what was done or given up, never over what was not.
 */
import { SECOND_MS } from "@tandem/kernel";
import type { DynamoDBRecord } from "aws-lambda";
import type { Pace } from "../world/pace.ts";
import { type BatchOutcome, readBatchOutcome } from "./batch-response.ts";
import { createdMs, type GivenUp, sequenceNumber } from "./failure-destination.ts";
import type { InvokeOutcome } from "./invocation.ts";
import type { StreamBounds } from "./stream-settings.ts";
import { createBackoff, pause } from "./waiting.ts";

type Records = readonly DynamoDBRecord[];

export interface StreamBatchOptions {
  readonly bounds: StreamBounds;
  readonly pace: Pace;
  readonly ending: AbortSignal;
  readonly invoke: (records: Records) => Promise<InvokeOutcome>;
  /** Everything up to this record is dealt with. */
  readonly passed: (record: DynamoDBRecord) => void;
  readonly giveUp: (given: Pick<GivenUp, "records" | "condition" | "requestId" | "invokeCount">) => Promise<void>;
  readonly failed: (outcome: BatchOutcome, count: number) => void;
}

/** AWS does not say how long it waits between attempts; this grows quickly enough to leave a sick function alone. */
const RETRY_BACKOFF = { minMs: 100, maxMs: 10 * SECOND_MS };

/** True when every record is dealt with; false when the world ends first. */
export async function handleStreamBatch(records: Records, options: StreamBatchOptions): Promise<boolean> {
  const { bounds, pace, ending, passed, giveUp } = options;
  const backoff = createBackoff(RETRY_BACKOFF);
  let left = records;
  let failureCount = 0;
  let invokeCount = 0;
  while (!ending.aborted) {
    const tooOld = left.filter((record) => Date.now() - createdMs(record) > pace.wait(bounds.ageSMax * SECOND_MS));
    if (tooOld.length > 0) await pass(tooOld, "RecordAgeExceeded", "");
    left = left.slice(tooOld.length);
    if (left.length === 0) return true;

    const outcome = await options.invoke(left);
    if (ending.aborted && !outcome.ok) return false;
    invokeCount += 1;
    const ids = left.map(sequenceNumber);
    const read = readBatchOutcome({ outcome, ids, responseTypes: bounds.responseTypes });
    const doneCount = countDone(read, left);
    const lastDone = left[doneCount - 1];
    if (lastDone !== undefined) passed(lastDone);
    left = left.slice(doneCount);
    if (left.length === 0) return true;
    options.failed(read, left.length);

    if (read.kind !== "throttled" && doneCount === 0) {
      if (bounds.isBisecting && left.length > 1) return await handleHalves(left, options);
      if (failureCount >= bounds.retryMax) {
        await pass(left, "RetryAttemptsExhausted", requestIdOf(outcome));
        return true;
      }
      failureCount += 1;
    } else if (doneCount > 0) {
      // What is left now is another batch, with its own attempts.
      failureCount = 0;
      backoff.reset();
    }
    await pause(pace.wait(backoff.next()), ending);
  }
  return false;

  async function pass(given: Records, condition: GivenUp["condition"], requestId: string): Promise<void> {
    await giveUp({ records: given, condition, requestId, invokeCount });
    const last = given.at(-1);
    if (last !== undefined && !ending.aborted) passed(last);
  }
}

/** Cutting a batch uses up none of its attempts, as in AWS. */
async function handleHalves(records: Records, options: StreamBatchOptions): Promise<boolean> {
  const middle = Math.ceil(records.length / 2);
  return (
    (await handleStreamBatch(records.slice(0, middle), options)) &&
    (await handleStreamBatch(records.slice(middle), options))
  );
}

/** Records are in order, so that the first failed one is where everything begins again. */
function countDone(outcome: BatchOutcome, records: Records): number {
  if (outcome.kind === "done") return records.length;
  if (outcome.kind !== "some-failed") return 0;
  return records.findIndex((record) => outcome.failedIds.has(sequenceNumber(record)));
}

function requestIdOf(outcome: InvokeOutcome): string {
  if (outcome.ok) return outcome.value.requestId;
  return "requestId" in outcome.refusal ? outcome.refusal.requestId : "";
}
