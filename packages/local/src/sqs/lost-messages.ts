/**
 * A fault: the queue has taken a message and nobody is ever given it, as when somebody purges the queue, or its messages are left behind in
 * the dead letters. Here a chosen message is deleted at the moment somebody would receive it.
 */
import { assert, fraction, type Random } from "@tandem/kernel";
import type { ReceivedMessage } from "./receive.ts";
import type { SqsCalls } from "./sqs-calls.ts";

export interface LostMessages {
  setRate(rate: number): void;
  /** What is left of messages that were received from the queue. */
  withoutLost(queueUrl: unknown, messages: readonly ReceivedMessage[]): Promise<readonly ReceivedMessage[]>;
}

export function createLostMessages(calls: SqsCalls, random: Random): LostMessages {
  let rate = 0;
  return {
    setRate(newRate) {
      assert(newRate >= 0 && newRate <= 1, `a rate is a number from 0 to 1, not ${newRate}`);
      rate = newRate;
    },
    async withoutLost(queueUrl, messages) {
      const lost = new Set(messages.filter(() => fraction(random) < rate));
      for (const { ReceiptHandle } of lost) await calls.call("DeleteMessage", { QueueUrl: queueUrl, ReceiptHandle });
      return messages.filter((message) => !lost.has(message));
    },
  };
}
