export { type Backoff, backoffMs } from "./backoff.ts";
export { beat, type PeerBeat } from "./beat.ts";
export { type Consumed, type Consumer, type ConsumerOptions, createConsumer } from "./consume.ts";
export { type Change, hintsOf } from "./forward.ts";
export { DELIVERY_HAZARDS, type DeliveryHazard } from "./hazards.ts";
export { decodeHint, encodeHint, type Hint, mergeHints } from "./hint.ts";
export type { HintQueue } from "./hint-queue.ts";
export {
  fingerprint,
  IDEMPOTENCY_KEY_LENGTH_MAX,
  IDEMPOTENCY_KEY_LENGTH_MIN,
  type IdempotencyKey,
  parseIdempotencyKey,
} from "./idempotency-key.ts";
export { OUTBOX_BUCKET_COUNT, type OutboxItem, outboxPartitions, promise, readOutboxItem } from "./outbox.ts";
export { type OutboxState, readOutboxState } from "./outbox-state.ts";
export type { Performed, ProductPort, RecordState, Settlement } from "./product-port.ts";
export { createSeen, type Seen } from "./seen.ts";
export { createSweep, type Sweep, type SweepPolicy } from "./sweep.ts";
export { createWalk, type Walk, type WalkOptions, type WalkPolicy, type WalkReport, type WalkRun } from "./walk.ts";
