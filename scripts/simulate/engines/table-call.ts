/**
 * Calls of a region's DynamoDB as any client makes them, in its JSON protocol: whoever judges a table reads it from outside, and not
 * through the code that wrote it.
 */
import type { Region } from "@tandem/kernel";

export interface TableEndpoint {
  readonly region: Region;
  readonly url: string;
}

export type TableCall = <Answer>(action: string, input: object) => Promise<Answer>;

const TABLES = "DynamoDB_20120810";
const STREAMS = "DynamoDBStreams_20120810";
const OF_STREAMS: ReadonlySet<string> = new Set(["ListStreams", "DescribeStream", "GetShardIterator", "GetRecords"]);
/** Engines of one machine answer in milliseconds; on a busy one, later. */
const TIMEOUT_MS = 10_000;

/** Throws an error that says what the table answered. */
export function createTableCall({ region, url }: TableEndpoint): TableCall {
  // Nobody checks the signature, and its scope names the region, as it does in AWS.
  const scope = `local/20260101/${region}/dynamodb/aws4_request`;
  const headers = {
    "content-type": "application/x-amz-json-1.0",
    "x-amz-date": "20260101T000000Z",
    authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host;x-amz-date, Signature=0`,
  };
  return async <Answer>(action: string, input: object) => {
    const target = `${OF_STREAMS.has(action) ? STREAMS : TABLES}.${action}`;
    const response = await fetch(url, {
      method: "POST",
      headers: { ...headers, "x-amz-target": target },
      body: JSON.stringify(input),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${action} in ${region} answered ${response.status}: ${text}`);
    return JSON.parse(text) as Answer;
  };
}
