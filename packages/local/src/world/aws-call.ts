/**
 * One call to a local AWS endpoint in the JSON protocol that both DynamoDB and SQS speak. The world makes its table and its queues
 * through the same doors that everybody else uses, and needs no SDK for the few calls that takes.
 */
import type { Region } from "@tandem/kernel";

/** An answer that AWS would also have given: a name and a message, to be judged by the caller. */
export class AwsRefusal extends Error {
  override readonly name = "AwsRefusal";
  readonly code: string;

  constructor(code: string, message: string) {
    super(`${code}: ${message}`);
    this.code = code;
  }
}

export interface AwsEndpoint {
  readonly url: string;
  readonly region: Region;
  readonly service: "dynamodb" | "sqs";
}

export type AwsCall = (action: string, input: object) => Promise<Readonly<Record<string, unknown>>>;

/** The local engines answer in milliseconds; a table that is being copied answers at once too, and is asked again. */
const TIMEOUT_MS = 20_000;
const PROTOCOL = {
  dynamodb: { target: "DynamoDB_20120810", contentType: "application/x-amz-json-1.0" },
  sqs: { target: "AmazonSQS", contentType: "application/x-amz-json-1.0" },
} as const;

export function awsCaller({ url, region, service }: AwsEndpoint): AwsCall {
  const { target, contentType } = PROTOCOL[service];
  // Nobody checks the signature here, but its scope names region and service, as it does in AWS.
  const scope = `local/20260101/${region}/${service}/aws4_request`;
  const authorization = `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host;x-amz-date, Signature=0`;
  const headers = { "content-type": contentType, authorization, "x-amz-date": "20260101T000000Z" };
  return async (action, input) => {
    const response = await fetch(url, {
      method: "POST",
      headers: { ...headers, "x-amz-target": `${target}.${action}` },
      body: JSON.stringify(input),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const text = await response.text();
    const answer = (text === "" ? {} : JSON.parse(text)) as Record<string, unknown>;
    if (response.ok) return answer;
    const code = String(answer["__type"] ?? answer["code"] ?? response.status);
    throw new AwsRefusal(code.slice(code.lastIndexOf("#") + 1), String(answer["message"] ?? answer["Message"] ?? text));
  };
}
