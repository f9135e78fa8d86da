/**
 * A standard SQS queue of one region: at least once and in no order. What is received is hidden for a while and comes again unless it
 * is deleted; what came too often goes to the dead letters. Now and then a message that was deleted comes once more, and a
 * message is given to two at the same moment. It lies in its region: while that is down, so is all that is in it.
 */
import { fraction, type Random, SECOND_MS } from "@tandem/kernel";
import { createLuck } from "../machine/luck.ts";

export interface QueueNumbers {
  readonly visibilityTimeoutSeconds: number;
  readonly maxReceiveCount: number;
  readonly messageRetentionSeconds: number;
}

export interface QueueMessage<Body> {
  readonly id: number;
  readonly body: Body;
  /** Good for this receive only. */
  readonly handle: number;
  readonly receiveCount: number;
}

export interface RegionQueue<Body> {
  send(bodies: readonly Body[]): void;
  /** Some of what can be seen now, hidden for the visibility timeout from then on. */
  receive(countMax: number): readonly QueueMessage<Body>[];
  /** A handle from an earlier receive of a message that came again does nothing. */
  delete(handles: readonly number[]): void;
  /** How many messages can be seen or will be soon; what is hidden by a receive does not count. */
  depth(): number;
  /** When the next message can be seen; now, if one can; undefined if nothing waits. */
  nextVisibleMs(): number | undefined;
  deadLetters(): readonly Body[];
  /** Moves the dead letters back, as new messages. */
  redrive(): number;
  /** The part of the messages that come once more although they were deleted, from 0 to 1; at first and as a rule, hardly any. */
  setDuplicates(rate: number): void;
  /** The part of the messages that are taken and never seen again, from 0 to 1: as when somebody purges the queue. */
  setLosses(rate: number): void;
  /** Calls `listener` when something was sent, or will come again. */
  watch(listener: () => void): void;
}

interface Stored<Body> {
  readonly id: number;
  readonly body: Body;
  readonly sentMs: number;
  visibleMs: number;
  receiveCount: number;
  handle: number;
  /** Each message comes back after its deletion once at most. */
  hasComeBack: boolean;
  /** Its own, so that what becomes of it does not depend on what else lies in the queue. */
  readonly luck: Random;
}

/** A message is seen by receivers this long after it was sent, at most; messages sent together are seen apart. */
const SEEN_AFTER_MS_MAX = 50;
/** On any day: "at least once" is no figure of speech. */
export const USUAL_DUPLICATES = 1 / 256;
/** Within this a deleted message comes back that one of SQS's servers did not delete. */
const RETURN_MS_MAX = 2 * SECOND_MS;

export interface RegionQueueOptions {
  readonly nowMs: () => number;
  readonly random: Random;
  readonly numbers: QueueNumbers;
}

export function createRegionQueue<Body>({ nowMs, random, numbers }: RegionQueueOptions): RegionQueue<Body> {
  const messages = new Map<number, Stored<Body>>();
  const byHandle = new Map<number, Stored<Body>>();
  const dead: Body[] = [];
  const listeners: (() => void)[] = [];
  let lastId = 0;
  let lastHandle = 0;
  let duplicates = USUAL_DUPLICATES;
  let losses = 0;

  function add(body: Body, luck: Random): void {
    lastId += 1;
    const sentMs = nowMs();
    const visibleMs = sentMs + Math.floor(fraction(luck) * SEEN_AFTER_MS_MAX);
    messages.set(lastId, { id: lastId, body, sentMs, visibleMs, luck, receiveCount: 0, handle: 0, hasComeBack: false });
  }

  function remove(message: Stored<Body>): void {
    messages.delete(message.id);
    byHandle.delete(message.handle);
  }

  /** What can be seen now; what is too old, or came too often, goes first. */
  function visible(): Stored<Body>[] {
    const seen: Stored<Body>[] = [];
    for (const message of messages.values()) {
      if (message.visibleMs > nowMs()) continue;
      const isTooOld = nowMs() - message.sentMs > numbers.messageRetentionSeconds * SECOND_MS;
      const isDead = message.receiveCount >= numbers.maxReceiveCount;
      if (isTooOld || isDead) remove(message);
      else seen.push(message);
      if (isDead && !isTooOld) dead.push(message.body);
    }
    return seen;
  }

  function hide(message: Stored<Body>): QueueMessage<Body> {
    lastHandle += 1;
    byHandle.delete(message.handle);
    message.handle = lastHandle;
    byHandle.set(lastHandle, message);
    message.receiveCount += 1;
    // One receive in as many as there are duplicates is not noticed by the other servers at once.
    const isShared = fraction(message.luck) < duplicates;
    message.visibleMs = nowMs() + (isShared ? 1 : numbers.visibilityTimeoutSeconds * SECOND_MS);
    return { id: message.id, body: message.body, handle: lastHandle, receiveCount: message.receiveCount };
  }

  function deleteOne(handle: number): void {
    const message = byHandle.get(handle);
    if (message === undefined) return;
    if (message.hasComeBack || fraction(message.luck) >= duplicates) {
      remove(message);
      return;
    }
    message.hasComeBack = true;
    byHandle.delete(handle);
    message.visibleMs = nowMs() + Math.floor(fraction(message.luck) * RETURN_MS_MAX);
  }

  function tell(): void {
    for (const listener of listeners) listener();
  }

  return {
    send(bodies) {
      for (const body of bodies) {
        const luck = createLuck(random.uint32());
        if (fraction(luck) >= losses) add(body, luck);
      }
      tell();
    },
    receive(countMax) {
      const seen = visible();
      // In no order, and which comes before which is a matter of the two alone.
      const places = new Map(seen.map((message) => [message, message.luck.uint32()]));
      const placeOf = (message: Stored<Body>) => places.get(message) ?? 0;
      const inNoOrder = seen.length > 1 ? seen.toSorted((left, right) => placeOf(left) - placeOf(right)) : seen;
      return inNoOrder.slice(0, countMax).map(hide);
    },
    delete(handles) {
      for (const handle of handles) deleteOne(handle);
      tell();
    },
    depth: () =>
      messages
        .values()
        .filter(({ handle, visibleMs }) => handle === 0 || visibleMs <= nowMs())
        .toArray().length,
    nextVisibleMs() {
      let next: number | undefined;
      for (const { visibleMs } of messages.values()) next = Math.min(next ?? visibleMs, visibleMs);
      return next === undefined ? undefined : Math.max(next, nowMs());
    },
    deadLetters: () => [...dead],
    redrive() {
      const bodies = dead.splice(0);
      for (const body of bodies) add(body, createLuck(random.uint32()));
      tell();
      return bodies.length;
    },
    setDuplicates(rate) {
      duplicates = rate;
    },
    setLosses(rate) {
      losses = rate;
    },
    watch: (listener) => void listeners.push(listener),
  };
}
