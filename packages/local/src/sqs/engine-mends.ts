/**
 * What is wrong inside fauxqs 2.4.1 and cannot be mended from outside, each with what goes wrong without it. It runs in the
 * engine's own process, which nothing else shares, so that changing its classes changes nobody else's.
 */
import { setInterval } from "node:timers";
import type { EngineApp, EngineInternals, EnginePersistence, EngineQueue, EngineStore } from "./engine-internals.ts";

/** Retention is a matter of a minute at least; looking once a second is exact enough at every speed. */
const RETENTION_LOOK_MS = 1_000;

/** SQS allows `#x10000 to #x10FFFF` too; the engine's expression reads halves of such a character and refuses both. */
export function allowAllOfUnicode({ INVALID_MESSAGE_BODY_CHAR }: EngineInternals): void {
  INVALID_MESSAGE_BODY_CHAR.compile("[^\\x09\\x0A\\x0D\\x20-\\uD7FF\\uE000-\\uFFFD\\u{10000}-\\u{10FFFF}]", "u");
}

/** The engine writes no count into a column that must have one, so that making a message visible at once fails and loses it. */
export function keepCountsOfReturnedMessages({ PersistenceManager }: EngineInternals): void {
  PersistenceManager.prototype.updateMessageReady = function (this: EnginePersistence, messageId: string) {
    this.db
      .prepare("UPDATE sqs_messages SET receipt_handle = NULL, visibility_deadline = NULL WHERE message_id = ?")
      .run(messageId);
  };
}

/** A message moved to its dead-letter queue is erased and then written; without this a `kill -9` between the two loses it. */
export function receiveInOneTransaction({ SqsQueue }: EngineInternals): void {
  const dequeue = SqsQueue.prototype.dequeue as (...values: unknown[]) => unknown;
  SqsQueue.prototype.dequeue = function (this: EngineQueue, ...values: unknown[]) {
    let received: unknown;
    const receive = () => {
      received = dequeue.apply(this, values);
    };
    if (this.persistence === undefined) receive();
    else this.persistence.transaction(receive);
    return received;
  };
}

/** A message whose delay or visibility timeout has passed is counted as it was until somebody receives. */
export function countWhatIsDue(app: EngineApp, store: EngineStore): void {
  app.addHook("preHandler", (request, _reply, next) => {
    if (request.headers["x-amz-target"] === "AmazonSQS.GetQueueAttributes") store.processAllTimers();
    next();
  });
}

/** The engine keeps messages for ever. SQS counts from the first send, also after a move to a dead-letter queue. */
export function expireOldMessages(store: EngineStore, persistence: EnginePersistence, speed: number): void {
  setInterval(() => {
    for (const queue of store.allQueues()) expireInQueue(queue, persistence, speed);
  }, RETENTION_LOOK_MS);
}

function expireInQueue(queue: EngineQueue, persistence: EnginePersistence, speed: number): void {
  const before = Date.now() - (Number(queue.attributes["MessageRetentionPeriod"]) * 1_000) / speed;
  const keep = (message: { readonly messageId: string; readonly sentTimestamp: number }) => {
    if (message.sentTimestamp >= before) return true;
    persistence.deleteMessage(message.messageId);
    return false;
  };
  queue.messages = queue.messages.filter(keep);
  queue.delayedMessages = queue.delayedMessages.filter(keep);
  for (const [group, messages] of queue.fifoMessages) queue.fifoMessages.set(group, messages.filter(keep));
  for (const [handle, { message }] of queue.inflightMessages) {
    if (!keep(message)) queue.inflightMessages.delete(handle);
  }
}
