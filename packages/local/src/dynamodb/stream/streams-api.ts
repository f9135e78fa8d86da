/**
 * The DynamoDB Streams API on the same port: one shard per stream, open while the stream is enabled. Records come from the
 * journal, so an iterator works across a restart.
 */
import { SECOND_MS } from "@tandem/kernel";
import type { EngineAnswer } from "../engine/engine.ts";
import type { StreamRow } from "../journal/stream-rows.ts";
import type { Replica } from "../replica/replica.ts";
import { apiError, jsonAnswer, validationError } from "../wire/wire-error.ts";
import type { JsonObject } from "../write/write-plan.ts";
import { sequence, sequenceNumber } from "./sequence-number.ts";
import { ITERATOR_MS_MAX, iteratorPosition, iteratorText } from "./shard-iterator.ts";
import { wireRecord } from "./stream-record.ts";

const RECORD_COUNT_MAX = 1_000;
/** A page ends with the record that passes this, as AWS's do at 1 MB. */
const PAGE_BYTES_MAX = 1_000_000;
const STREAM_COUNT_MAX = 100;
const SHARD_ID = "shardId-00000001000000000000-00000001";

export const STREAMS_PREFIX = "DynamoDBStreams_20120810";

export function answerStreams(replica: Replica, operation: string, body: JsonObject): EngineAnswer {
  switch (operation) {
    case "ListStreams":
      return jsonAnswer(listStreams(replica, body));
    case "DescribeStream":
      return jsonAnswer(describeStream(replica, body));
    case "GetShardIterator":
      return jsonAnswer(shardIterator(replica, body));
    case "GetRecords":
      return jsonAnswer(records(replica, body));
    default:
      return jsonAnswer({ __type: "com.amazon.coral.service#UnknownOperationException" }, 400);
  }
}

function arnOf(replica: Replica, stream: StreamRow): string {
  return replica.streams.origin(stream).streamArn;
}

function findStream(replica: Replica, arn: unknown): StreamRow {
  if (typeof arn !== "string") {
    throw validationError(
      "1 validation error detected: Value null at 'streamArn' failed to satisfy constraint: Member must not be null",
    );
  }
  const stream = replica.streamRows.all().find((one) => arnOf(replica, one) === arn);
  if (stream === undefined)
    throw apiError("ResourceNotFoundException", `Requested resource not found: Stream: ${arn} not found`);
  return stream;
}

function listStreams(replica: Replica, body: JsonObject): object {
  const limit = Math.min(Number(body["Limit"] ?? STREAM_COUNT_MAX), STREAM_COUNT_MAX);
  const arns = replica.streamRows
    .all()
    .filter((stream) => body["TableName"] === undefined || stream.table === body["TableName"])
    .map((stream) => ({ StreamArn: arnOf(replica, stream), TableName: stream.table, StreamLabel: stream.label }));
  const from = arns.findIndex((stream) => stream.StreamArn === body["ExclusiveStartStreamArn"]) + 1;
  const page = arns.slice(from, from + limit);
  const last = from + limit < arns.length ? page.at(-1)?.StreamArn : undefined;
  return { Streams: page, ...(last && { LastEvaluatedStreamArn: last }) };
}

function describeStream(replica: Replica, body: JsonObject): object {
  const stream = findStream(replica, body["StreamArn"]);
  const first = sequenceNumber(
    replica.streamRows.oldestSeq(stream.table, stream.label) ?? replica.streamRows.latestSeq() + 1,
  );
  const closing = stream.closedMs !== undefined && {
    EndingSequenceNumber: sequenceNumber(replica.streamRows.latestSeq()),
  };
  const shard = { ShardId: SHARD_ID, SequenceNumberRange: { StartingSequenceNumber: first, ...closing } };
  return {
    StreamDescription: {
      StreamArn: arnOf(replica, stream),
      StreamLabel: stream.label,
      StreamStatus: stream.closedMs === undefined ? "ENABLED" : "DISABLED",
      StreamViewType: stream.view,
      CreationRequestDateTime: stream.createdMs / SECOND_MS,
      TableName: stream.table,
      KeySchema: stream.keySchema,
      Shards: body["ExclusiveStartShardId"] === SHARD_ID ? [] : [shard],
    },
  };
}

function shardIterator(replica: Replica, body: JsonObject): object {
  const stream = findStream(replica, body["StreamArn"]);
  if (body["ShardId"] !== SHARD_ID) {
    throw apiError(
      "ResourceNotFoundException",
      `Requested resource not found: Shard: ${String(body["ShardId"])} not found`,
    );
  }
  const afterSeq = startingPosition(replica, stream, body);
  const issuedMs = replica.clock.nowMs();
  return { ShardIterator: iteratorText({ streamArn: arnOf(replica, stream), afterSeq, issuedMs }) };
}

function startingPosition(replica: Replica, stream: StreamRow, body: JsonObject): number {
  const type = body["ShardIteratorType"];
  if (type === "TRIM_HORIZON") return 0;
  if (type === "LATEST") return replica.streamRows.latestSeq();
  if (type !== "AT_SEQUENCE_NUMBER" && type !== "AFTER_SEQUENCE_NUMBER") {
    throw validationError(
      `1 validation error detected: Value '${String(type)}' at 'shardIteratorType' failed to satisfy constraint: Member must satisfy ` +
        "enum value set: [AT_SEQUENCE_NUMBER, AFTER_SEQUENCE_NUMBER, TRIM_HORIZON, LATEST]",
    );
  }
  const seq = sequence(String(body["SequenceNumber"]));
  if (seq === undefined) throw validationError("The SequenceNumber is missing or is not one of this shard.");
  const oldest = replica.streamRows.oldestSeq(stream.table, stream.label);
  if (oldest !== undefined && seq < oldest && type === "AT_SEQUENCE_NUMBER") {
    throw apiError(
      "TrimmedDataAccessException",
      "The operation attempted to read past the oldest stream record in a shard.",
    );
  }
  return type === "AT_SEQUENCE_NUMBER" ? seq - 1 : seq;
}

function records(replica: Replica, body: JsonObject): object {
  const position = iteratorPosition(String(body["ShardIterator"]));
  if (position === undefined) throw validationError("Invalid ShardIterator.");
  const stream = findStream(replica, position.streamArn);
  const nowMs = replica.clock.nowMs();
  if (nowMs - position.issuedMs > replica.pace.wait(ITERATOR_MS_MAX)) {
    throw apiError(
      "ExpiredIteratorException",
      "The shard iterator has expired. Iterators live for 15 minutes; get a new one.",
    );
  }
  const limit = Math.min(Number(body["Limit"] ?? RECORD_COUNT_MAX), RECORD_COUNT_MAX);
  if (!(limit >= 1)) throw validationError("Limit must be between 1 and 1000.");
  const found = replica.streamRows.read(stream.table, stream.label, { afterSeq: position.afterSeq, limit });
  const origin = replica.streams.origin(stream);
  const page: object[] = [];
  let bytes = 0;
  let afterSeq = position.afterSeq;
  for (const change of found) {
    if (bytes > PAGE_BYTES_MAX) break;
    const record = wireRecord(change, origin);
    bytes += JSON.stringify(record).length;
    afterSeq = change.seq;
    page.push(record);
  }
  const isOver = stream.closedMs !== undefined && page.length === 0;
  const next = { NextShardIterator: iteratorText({ streamArn: position.streamArn, afterSeq, issuedMs: nowMs }) };
  return { Records: page, ...(!isOver && next) };
}
