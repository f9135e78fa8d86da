/**
 * ReceiveMessage as SQS does it. The engine wakes every poller for one message and sends the losers away empty-handed, so a long
 * poll goes on here until its time is up; it returns attributes nobody asked for; and a message that was received for a client
 * who had already hung up would stay hidden for its whole visibility timeout, so it is given back at once.
 */
import type { SqsCalls } from "./sqs-calls.ts";
import type { SqsInput, SqsOutput } from "./sqs-engine.ts";

export interface ReceivedMessage extends SqsOutput {
  readonly MessageId: string;
  readonly ReceiptHandle: string;
}

/** The engine polls for a client that hung up until the end of its own wait, so that it waits in short pieces. */
const WAIT_PIECE_S = 1;
/** SQS's own bound on a long poll. */
const WAIT_S_MAX = 20;

export async function receive(
  calls: SqsCalls,
  input: SqsInput,
  gone: AbortSignal,
): Promise<readonly ReceivedMessage[]> {
  const queueUrl = String(input["QueueUrl"] ?? "");
  const waitS = typeof input["WaitTimeSeconds"] === "number" ? input["WaitTimeSeconds"] : undefined;
  const wantedS = waitS ?? (queueUrl === "" ? 0 : (await calls.waits(queueUrl)).receiveWaitS);
  // What is out of bounds goes to the engine as it came, and is refused there.
  const untilMs = performance.now() + (wantedS > WAIT_S_MAX ? 0 : wantedS * 1_000);
  for (;;) {
    const leftS = Math.max((untilMs - performance.now()) / 1_000, 0);
    const pieceS = wantedS > WAIT_S_MAX || wantedS < 0 ? wantedS : Math.min(leftS, WAIT_PIECE_S);
    const output = await calls.call("ReceiveMessage", { ...input, WaitTimeSeconds: pieceS });
    const messages = (output["Messages"] ?? []) as readonly ReceivedMessage[];
    if (messages.length > 0 && gone.aborted) return await giveBack(calls, queueUrl, messages);
    if (messages.length > 0) return messages.map((message) => onlyWhatWasAsked(message, input));
    if (gone.aborted || performance.now() >= untilMs) return [];
  }
}

async function giveBack(calls: SqsCalls, queueUrl: string, messages: readonly ReceivedMessage[]): Promise<readonly []> {
  const entries = messages.map(({ ReceiptHandle }, index) => ({
    Id: String(index),
    ReceiptHandle,
    VisibilityTimeout: 0,
  }));
  await calls.call("ChangeMessageVisibilityBatch", { QueueUrl: queueUrl, Entries: entries });
  return [];
}

function onlyWhatWasAsked(message: ReceivedMessage, { MessageAttributeNames: names }: SqsInput): ReceivedMessage {
  if (Array.isArray(names) && names.length > 0) return message;
  const { MessageAttributes: _values, MD5OfMessageAttributes: _digest, ...rest } = message;
  return rest;
}
