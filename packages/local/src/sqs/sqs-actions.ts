/**
 * What one region's SQS does for each action: most go to the engine with their addresses and waits translated; what the engine
 * does not do, or does differently from SQS, is done here. Everything is in the shapes of the JSON protocol.
 */
import type { DuplicateDeliveries } from "./duplicate-deliveries.ts";
import type { LostMessages } from "./lost-messages.ts";
import type { MessageMoves } from "./message-moves.ts";
import { queueName } from "./queue-address.ts";
import { receive } from "./receive.ts";
import { checkRedrivePolicy, deadLetterSources } from "./redrive-policy.ts";
import type { SqsCalls } from "./sqs-calls.ts";
import type { SqsInput, SqsOutput } from "./sqs-engine.ts";

/** `gone` aborts when the client has left, so that what was received for it is given back. */
export type PerformSqsAction = (action: string, input: SqsInput, gone: AbortSignal) => Promise<SqsOutput>;

export interface SqsActionsOptions {
  readonly calls: SqsCalls;
  readonly moves: MessageMoves;
  readonly duplicates: DuplicateDeliveries;
  readonly losses: LostMessages;
}

export function createSqsActions({ calls, moves, duplicates, losses }: SqsActionsOptions): PerformSqsAction {
  return async (action, input, gone) => {
    switch (action) {
      case "CreateQueue":
      case "SetQueueAttributes":
        await checkRedrivePolicy(calls, input);
        return await calls.call(action, input);
      case "ReceiveMessage": {
        const messages = await losses.withoutLost(input["QueueUrl"], await receive(calls, input, gone));
        duplicates.received(messages);
        return messages.length === 0 ? {} : { Messages: messages };
      }
      case "DeleteMessage":
        return (await duplicates.deleteMessage(input)) ? {} : await calls.call(action, input);
      case "DeleteMessageBatch":
        return await deleteBatch(input);
      case "ListDeadLetterSourceQueues":
        await calls.waits(String(input["QueueUrl"]));
        return { queueUrls: await deadLetterSources(calls, queueName(String(input["QueueUrl"]))) };
      case "StartMessageMoveTask":
        return await moves.start(input);
      case "ListMessageMoveTasks":
        return await moves.list(input);
      case "CancelMessageMoveTask":
        return moves.cancel(input);
      default:
        return await calls.call(action, input);
    }
  };

  async function deleteBatch(input: SqsInput): Promise<SqsOutput> {
    const { input: left, answered } = await duplicates.deleteBatch(input);
    if (answered.length === 0) return await calls.call("DeleteMessageBatch", input);
    const isAll = (left["Entries"] as readonly unknown[]).length === 0;
    const output = isAll ? {} : await calls.call("DeleteMessageBatch", left);
    return { ...output, Successful: [...(((output as SqsOutput)["Successful"] as []) ?? []), ...answered] };
  }
}
