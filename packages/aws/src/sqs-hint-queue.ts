/**
 * Hints in an SQS queue. A batch may fail in part: what failed is sent again, a bounded number of times, and then a fault says
 * how many hints are not in the queue. A hint that is in it twice does no harm.
 */
import { GetQueueAttributesCommand, SendMessageBatchCommand, type SQSClient } from "@aws-sdk/client-sqs";
import { encodeHint, type Hint, type HintQueue } from "@tandem/delivery";
import { Fault, type FaultCode, must, type Random } from "@tandem/kernel";
import { createMachineRandom, waitFullJitter } from "./full-jitter.ts";
import { callSdk } from "./sdk-call.ts";
import { faultOf, isThrottle } from "./sdk-fault.ts";

/** SQS takes ten messages in one request. */
export const BATCH_HINTS_MAX = 10;
/** With the waits below, under a second: a stream's batch is tried again as a whole anyway. */
const SEND_TRIES_MAX = 4;
const WAIT_FIRST_MS = 50;
const WAIT_MOST_MS = 400;

export interface SqsHintQueueOptions {
  readonly client: SQSClient;
  readonly queueUrl: string;
  /** Spreads the tries of many; the machine's own, if not given. */
  readonly random?: Random;
}

/** What became of one batch: those that are not in the queue, and why. */
interface BatchResult {
  readonly unsent: readonly Hint[];
  readonly code: FaultCode;
  readonly why: string;
  readonly cause?: unknown;
}

export function createSqsHintQueue(options: SqsHintQueueOptions): HintQueue {
  const { client, queueUrl, random = createMachineRandom() } = options;

  async function sendBatch(hints: readonly Hint[]): Promise<BatchResult> {
    const Entries = hints.map((hint, index) => ({ Id: String(index), MessageBody: encodeHint(hint) }));
    const command = new SendMessageBatchCommand({ QueueUrl: queueUrl, Entries });
    const answer = await callSdk({ command, send: () => client.send(command) });
    if (!answer.ok) {
      const fault = faultOf({ error: answer.error, doing: "send", mayBeDone: answer.mayBeDone });
      return { unsent: hints, code: fault.code, why: fault.message, cause: fault };
    }
    const failed = answer.output.Failed ?? [];
    const unsent = failed.map(({ Id }) => must(hints[Number(Id)], `SQS names an entry that was not sent: ${Id}`));
    const why = failed.map(({ Code = "", Message = "" }) => `${Code} ${Message}`).join("; ");
    const code = failed.some(({ SenderFault }) => SenderFault === true)
      ? "rejected"
      : failed.every(({ Code = "" }) => isThrottle(Code))
        ? "throttled"
        : "unavailable";
    return { unsent, code, why };
  }

  /** The SDK has tried a request that failed as a whole; what failed in part is tried again here. */
  async function sendUntilDone(hints: readonly Hint[]): Promise<BatchResult> {
    let result = await sendBatch(hints);
    for (let tries = 1; tries < SEND_TRIES_MAX && isWorthAnother(result); tries += 1) {
      await waitFullJitter({ tries, firstMs: WAIT_FIRST_MS, mostMs: WAIT_MOST_MS, random });
      result = await sendBatch(result.unsent);
    }
    return result;
  }

  return {
    async send(hints) {
      for (let from = 0; from < hints.length; from += BATCH_HINTS_MAX) {
        const result = await sendUntilDone(hints.slice(from, from + BATCH_HINTS_MAX));
        if (result.unsent.length === 0) continue;
        const unsentCount = result.unsent.length + Math.max(0, hints.length - from - BATCH_HINTS_MAX);
        throw new Fault({
          code: result.code,
          message: `${unsentCount} of ${hints.length} hints are not in the queue ${queueUrl}: ${result.why}`,
          retryable: result.code !== "rejected",
          mayBeDone: true,
          cause: result.cause,
        });
      }
    },
    async depth() {
      const command = new GetQueueAttributesCommand({
        QueueUrl: queueUrl,
        AttributeNames: ["ApproximateNumberOfMessages"],
      });
      const answer = await callSdk({ command, send: () => client.send(command) });
      if (!answer.ok) {
        throw faultOf({ error: answer.error, doing: `ask how deep ${queueUrl} is`, mayBeDone: false });
      }
      return Number(answer.output.Attributes?.ApproximateNumberOfMessages ?? 0);
    },
  };
}

function isWorthAnother({ unsent, code, cause }: BatchResult): boolean {
  return unsent.length > 0 && code !== "rejected" && cause === undefined;
}
