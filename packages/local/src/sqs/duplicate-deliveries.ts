/**
 * A fault: SQS now and then delivers a message again although it was deleted, because one of its servers missed the deletion.
 * Here the deletion of a chosen message is answered and not done; the message comes back soon, once, with the same id.
 */
import { assert, fraction, type Random, SECOND_MS } from "@tandem/kernel";
import type { Pace } from "../world/pace.ts";
import type { ReceivedMessage } from "./receive.ts";
import type { SqsCalls } from "./sqs-calls.ts";
import type { SqsInput, SqsOutput } from "./sqs-engine.ts";

/** Handles of chosen messages and ids of those that had their turn; the oldest are forgotten. */
const REMEMBERED_MAX = 10_000;
/** Within this the message comes again. */
const RETURN_MS_MAX = 2 * SECOND_MS;

export interface DuplicateDeliveries {
  setRate(rate: number): void;
  received(messages: readonly ReceivedMessage[]): void;
  /** What is left to delete once the chosen are taken out and sent back; nothing left means it is answered. */
  deleteMessage(input: SqsInput): Promise<boolean>;
  deleteBatch(input: SqsInput): Promise<{ readonly input: SqsInput; readonly answered: readonly SqsOutput[] }>;
}

export function createDuplicateDeliveries(calls: SqsCalls, pace: Pace, random: Random): DuplicateDeliveries {
  const chosenHandles = new Set<string>();
  const hadTheirTurn = new Set<string>();
  let rate = 0;

  async function comesBack(queueUrl: unknown, handle: unknown): Promise<boolean> {
    if (!chosenHandles.delete(String(handle))) return false;
    const afterS = (fraction(random) * pace.wait(RETURN_MS_MAX)) / 1_000;
    const input = { QueueUrl: queueUrl, ReceiptHandle: handle, VisibilityTimeout: afterS };
    await calls.call("ChangeMessageVisibility", input);
    return true;
  }

  return {
    setRate(newRate) {
      assert(newRate >= 0 && newRate <= 1, `a rate is a number from 0 to 1, not ${newRate}`);
      rate = newRate;
    },
    received(messages) {
      for (const { MessageId, ReceiptHandle } of messages) {
        if (rate === 0 || hadTheirTurn.has(MessageId) || fraction(random) >= rate) continue;
        remember(hadTheirTurn, MessageId);
        remember(chosenHandles, ReceiptHandle);
      }
    },
    deleteMessage: (input) => comesBack(input["QueueUrl"], input["ReceiptHandle"]),
    async deleteBatch(input) {
      const entries = (Array.isArray(input["Entries"]) ? input["Entries"] : []) as readonly SqsInput[];
      const left: SqsInput[] = [];
      const answered: SqsOutput[] = [];
      for (const entry of entries) {
        if (await comesBack(input["QueueUrl"], entry["ReceiptHandle"])) answered.push({ Id: entry["Id"] });
        else left.push(entry);
      }
      return { input: { ...input, Entries: left }, answered };
    },
  };
}

function remember(set: Set<string>, value: string): void {
  const [oldest] = set;
  if (set.size >= REMEMBERED_MAX && oldest !== undefined) set.delete(oldest);
  set.add(value);
}
