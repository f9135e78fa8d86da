/**
 * `--speed` in SQS: visibility timeouts and delays are divided on their way to the engine, which takes fractions of a second;
 * what a queue says of itself stays as it was set. The engine looks every 20 ms while somebody polls, which is the floor. Long
 * polls are not divided: they end as soon as there is a message.
 */
import type { SqsInput } from "./sqs-engine.ts";

/** The waits of one queue, as it was created. */
export interface QueueWaits {
  readonly visibilityTimeoutS: number;
  readonly delayS: number;
  readonly receiveWaitS: number;
  readonly isFifo: boolean;
}

export interface ScaleOptions {
  readonly waits: QueueWaits;
  readonly speed: number;
}

/** SQS's own bounds, in seconds; what lies outside is left as it is for the engine to refuse. */
const VISIBILITY_S_MAX = 43_200;
const DELAY_S_MAX = 900;
/** The engine takes 0 as "at once" and as "as the queue says"; what a client wanted above 0 stays above it. */
const ABOVE_ZERO_S = 0.001;

export function scaleWaits(action: string, input: SqsInput, { waits, speed }: ScaleOptions): SqsInput {
  if (speed === 1) return input;
  const visibility = (given: unknown) => scale(given, VISIBILITY_S_MAX, speed);
  const delay = (entry: SqsInput): SqsInput => {
    // A FIFO queue allows no delay of a single message, so that its own cannot be divided here.
    if (waits.isFifo) return entry;
    return { ...entry, DelaySeconds: scale(entry["DelaySeconds"] ?? waits.delayS, DELAY_S_MAX, speed) };
  };
  switch (action) {
    case "ReceiveMessage":
      return { ...input, VisibilityTimeout: visibility(input["VisibilityTimeout"] ?? waits.visibilityTimeoutS) };
    case "ChangeMessageVisibility":
      return { ...input, VisibilityTimeout: visibility(input["VisibilityTimeout"]) };
    case "ChangeMessageVisibilityBatch":
      return eachEntry(input, (entry) => ({ ...entry, VisibilityTimeout: visibility(entry["VisibilityTimeout"]) }));
    case "SendMessage":
      return delay(input);
    case "SendMessageBatch":
      return eachEntry(input, delay);
    default:
      return input;
  }
}

function eachEntry(input: SqsInput, change: (entry: SqsInput) => SqsInput): SqsInput {
  const entries = input["Entries"];
  return Array.isArray(entries) ? { ...input, Entries: entries.map(change) } : input;
}

function scale(given: unknown, maxS: number, speed: number): unknown {
  if (typeof given !== "number" || !Number.isInteger(given) || given <= 0 || given > maxS) return given;
  return Math.max(Math.round((given / speed) * 1_000) / 1_000, ABOVE_ZERO_S);
}
