/**
 * A queue's two names, its URL and its ARN. The engine knows one account and a port that changes with each start; a client sees
 * the world's account and the port it called. What a message says is never touched, only the members that are addresses.
 */
import type { Region } from "@tandem/kernel";
import type { SqsInput, SqsOutput } from "./sqs-engine.ts";

/** The account that the engine writes into everything. */
const ENGINE_ACCOUNT = "000000000000";
/** Attributes whose values hold ARNs. */
const ARN_ATTRIBUTES = ["QueueArn", "RedrivePolicy", "RedriveAllowPolicy", "Policy"];

export interface QueueAddresses {
  url(name: string): string;
  arn(name: string): string;
  toEngine(input: SqsInput): SqsInput;
  fromEngine(output: SqsOutput): SqsOutput;
}

export interface QueueAddressOptions {
  readonly origin: string;
  readonly region: Region;
  readonly accountId: string;
}

export function createQueueAddresses({ origin, region, accountId }: QueueAddressOptions): QueueAddresses {
  const url = (name: string) => `${origin}/${accountId}/${name}`;
  const mapArns = (attributes: unknown, from: string, to: string): Record<string, unknown> => {
    const mapped: Record<string, unknown> = { ...(attributes as Record<string, unknown>) };
    for (const name of ARN_ATTRIBUTES) {
      const value = mapped[name];
      if (typeof value === "string") mapped[name] = value.replaceAll(`:${from}:`, `:${to}:`);
    }
    return mapped;
  };
  return {
    url,
    arn: (name) => `arn:aws:sqs:${region}:${accountId}:${name}`,
    toEngine(input) {
      const { QueueUrl: queueUrl, Attributes: attributes } = input;
      return {
        ...input,
        ...(typeof queueUrl === "string" ? { QueueUrl: `http://engine/${ENGINE_ACCOUNT}/${queueName(queueUrl)}` } : {}),
        ...(isRecord(attributes) ? { Attributes: mapArns(attributes, accountId, ENGINE_ACCOUNT) } : {}),
      };
    },
    fromEngine(output) {
      const { QueueUrl: queueUrl, QueueUrls: queueUrls, Attributes: attributes } = output;
      return {
        ...output,
        ...(typeof queueUrl === "string" ? { QueueUrl: url(queueName(queueUrl)) } : {}),
        ...(Array.isArray(queueUrls) ? { QueueUrls: queueUrls.map((each) => url(queueName(String(each)))) } : {}),
        ...(isRecord(attributes) ? { Attributes: mapArns(attributes, ENGINE_ACCOUNT, accountId) } : {}),
      };
    },
  };
}

/** The last part of a queue's URL or ARN. */
export function queueName(address: string): string {
  return address.split(/[/:]/).at(-1) ?? "";
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
