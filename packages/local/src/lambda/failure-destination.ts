/**
 * Where Lambda tells of stream records it gave up on: a queue that gets a document about the batch, not the records themselves,
 * which are still in the stream for a day.
 */
import { isoTime, must } from "@tandem/kernel";
import type { DynamoDBRecord } from "aws-lambda";

export interface GivenUp {
  readonly records: readonly DynamoDBRecord[];
  readonly condition: "RetryAttemptsExhausted" | "RecordAgeExceeded";
  readonly requestId: string;
  readonly functionArn: string;
  readonly streamArn: string;
  readonly invokeCount: number;
}

/** The stream has one shard, whose name nobody asks for. */
const SHARD_ID = "shardId-00000000000000000000-00000001";

export function describeGivenUp({
  records,
  condition,
  requestId,
  functionArn,
  streamArn,
  invokeCount,
}: GivenUp): string {
  const first = must(records[0], "what is given up has a first record");
  const last = must(records.at(-1), "what is given up has a last record");
  const hasAnswer = condition === "RetryAttemptsExhausted";
  return JSON.stringify({
    requestContext: {
      requestId,
      functionArn: `${functionArn}:$LATEST`,
      condition,
      approximateInvokeCount: invokeCount,
    },
    ...(hasAnswer
      ? { responseContext: { statusCode: 200, executedVersion: "$LATEST", functionError: "Unhandled" } }
      : {}),
    version: "1.0",
    timestamp: isoTime(Date.now()),
    DDBStreamBatchInfo: {
      shardId: SHARD_ID,
      startSequenceNumber: first.dynamodb?.SequenceNumber,
      endSequenceNumber: last.dynamodb?.SequenceNumber,
      approximateArrivalOfFirstRecord: isoTime(createdMs(first)),
      approximateArrivalOfLastRecord: isoTime(createdMs(last)),
      batchSize: records.length,
      streamArn,
    },
  });
}

/** A stream counts in seconds, with or without a fraction. */
export function createdMs(record: DynamoDBRecord): number {
  return Math.round((record.dynamodb?.ApproximateCreationDateTime ?? 0) * 1_000);
}

export function sequenceNumber(record: DynamoDBRecord): string {
  return must(record.dynamodb?.SequenceNumber, "a stream record has a sequence number");
}
