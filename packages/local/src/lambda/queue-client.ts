/**
 * The few calls that an event source mapping makes of SQS, through the same endpoint as everybody else, so that a queue that is
 * down is down for Lambda's pollers too.
 */
import { Fault } from "@tandem/kernel";
import { Agent, request } from "undici";

export interface QueueMessage {
  readonly MessageId: string;
  readonly ReceiptHandle: string;
  readonly Body: string;
  readonly MD5OfBody: string;
  readonly MD5OfMessageAttributes?: string;
  readonly Attributes?: Readonly<Record<string, string>>;
  readonly MessageAttributes?: Readonly<Record<string, QueueMessageAttribute>>;
}

export interface QueueMessageAttribute {
  readonly DataType: string;
  readonly StringValue?: string;
  /** Base64. */
  readonly BinaryValue?: string;
}

export interface ReceiveOptions {
  readonly queueUrl: string;
  readonly countMax: number;
  readonly waitMs: number;
  readonly signal: AbortSignal;
}

export interface QueueClient {
  receive(options: ReceiveOptions): Promise<readonly QueueMessage[]>;
  /** At most ten at once. */
  deleteBatch(queueUrl: string, receiptHandles: readonly string[]): Promise<void>;
  send(queueUrl: string, body: string): Promise<void>;
  visibilityTimeoutS(queueUrl: string): Promise<number>;
  close(): Promise<void>;
}

/** SQS's bound on a long poll and on a batch. */
export const RECEIVE_WAIT_MS_MAX = 20_000;
export const RECEIVE_COUNT_MAX = 10;
/** Longer than a long poll. */
const ANSWER_MS_MAX = 30_000;

export function createQueueClient(sqsUrl: string): QueueClient {
  const agent = new Agent({ headersTimeout: ANSWER_MS_MAX, bodyTimeout: ANSWER_MS_MAX });

  async function call<T>(action: string, input: object, signal?: AbortSignal): Promise<T> {
    const headers = { "content-type": "application/x-amz-json-1.0", "x-amz-target": `AmazonSQS.${action}` };
    const body = JSON.stringify(input);
    const options = {
      method: "POST",
      headers,
      body,
      dispatcher: agent,
      ...(signal === undefined ? {} : { signal }),
    } as const;
    const response = await request(sqsUrl, options).catch((cause: unknown) => Promise.reject(away(action, cause)));
    const text = await response.body.text().catch((cause: unknown) => Promise.reject(away(action, cause)));
    if (response.statusCode === 200) return JSON.parse(text);
    throw new Fault({
      code: response.statusCode >= 500 ? "unavailable" : "rejected",
      message: `SQS refused ${action}: ${text}`,
      retryable: response.statusCode >= 500,
      mayBeDone: response.statusCode >= 500,
    });
  }

  return {
    async receive({ queueUrl, countMax, waitMs, signal }) {
      const input = {
        QueueUrl: queueUrl,
        MaxNumberOfMessages: Math.min(countMax, RECEIVE_COUNT_MAX),
        WaitTimeSeconds: Math.min(waitMs, RECEIVE_WAIT_MS_MAX) / 1_000,
        MessageAttributeNames: ["All"],
        MessageSystemAttributeNames: ["All"],
      };
      const { Messages = [] } = await call<{ Messages?: readonly QueueMessage[] }>("ReceiveMessage", input, signal);
      return Messages;
    },
    async deleteBatch(queueUrl, receiptHandles) {
      const entries = receiptHandles.map((ReceiptHandle, index) => ({ Id: String(index), ReceiptHandle }));
      await call("DeleteMessageBatch", { QueueUrl: queueUrl, Entries: entries });
    },
    async send(queueUrl, body) {
      await call("SendMessage", { QueueUrl: queueUrl, MessageBody: body });
    },
    async visibilityTimeoutS(queueUrl) {
      const input = { QueueUrl: queueUrl, AttributeNames: ["VisibilityTimeout"] };
      const { Attributes } = await call<{ Attributes?: Record<string, string> }>("GetQueueAttributes", input);
      return Number(Attributes?.["VisibilityTimeout"]);
    },
    close: () => agent.destroy(),
  };
}

function away(action: string, cause: unknown): Fault {
  return new Fault({
    code: "unavailable",
    message: `SQS did not answer ${action}`,
    retryable: true,
    mayBeDone: true,
    cause,
  });
}
