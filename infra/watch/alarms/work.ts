/**
 * Whether work moves: an order that was taken is to be paid, whatever the requests of customers look like. In an outage of October 2025 requests
 * were answered for hours in which no queue was read.
 */
import { type Measure, ofFunction, ofQueue, ofRegion, type Watched } from "../measures.ts";
import {
  type Condition,
  FIVE_MINUTES_S,
  type MetricAlarm,
  MINUTE_S,
  SILENCE_IS_GOOD,
  SILENCE_RINGS,
  SILENCE_RINGS_AT_TICK,
} from "./alarm.ts";

/** Work is done in seconds, and what waits five minutes a peer may take over: past a quarter of an hour neither has happened. */
const WORK_AGE_S_MAX = 15 * MINUTE_S;
/** The queue is read without pause; ten minutes are three times its visibility time-out. */
const HINT_AGE_S_MAX = 10 * MINUTE_S;
/** Every order is to be looked at within a day, whatever hint was lost. */
const WALK_AGE_S_MAX = 24 * 60 * MINUTE_S;
/** A stream keeps a day. An hour behind leaves time to sleep and to mend. */
const STREAM_AGE_MS_MAX = 60 * MINUTE_S * 1_000;

export function work(watched: Watched): readonly MetricAlarm[] {
  return [...moving(watched), ...hints(watched), ...leftOver(watched)];
}

const STANDS_STILL = { owner: "platform", runbook: "work-stands-still.md" } as const;

/** The work itself, as the table has it. */
function moving(watched: Watched): readonly MetricAlarm[] {
  return [
    {
      ...STANDS_STILL,
      name: "tick-missing",
      severity: "page",
      notices:
        "Nothing at first. Work whose hint was lost is not found, and this region stops telling others that it lives.",
      lookAt: "the log of the function tick",
      condition: {
        of: { done: ofRegion(watched, "TickDone", "Sum") },
        // Without the filling, CloudWatch would look for older numbers before it takes silence for what it is.
        formula: "FILL(done, 0)",
        label: "runs in a minute",
        rings: "below",
        threshold: 1,
        periodS: MINUTE_S,
        periods: 5,
        missing: SILENCE_RINGS,
      },
    },
    {
      ...STANDS_STILL,
      name: "work-waits",
      severity: "page",
      notices: "Orders were taken and are not paid; customers see `placed` and wait.",
      lookAt: "the log of the function on-message, then the payment provider",
      condition: sustained(ofRegion(watched, "OutboxOldestAgeSeconds", "Maximum"), {
        label: "seconds that the oldest due work has waited",
        threshold: WORK_AGE_S_MAX,
        missing: SILENCE_RINGS_AT_TICK,
      }),
    },
    {
      ...STANDS_STILL,
      name: "walk-old",
      severity: "ticket",
      notices: "Nothing. An order whose every hint was lost is found later than within a day.",
      lookAt: "the log of the function tick: does the walk fail, or is it slow?",
      condition: sustained(ofRegion(watched, "WalkAgeSeconds", "Maximum"), {
        label: "seconds since all records were last walked over",
        threshold: WALK_AGE_S_MAX,
        missing: {
          ...SILENCE_RINGS_AT_TICK,
          because: "there is no number before the first walk has ended; later, tick-missing rings",
        },
      }),
    },
  ];
}

/** What wakes those who work. */
function hints(watched: Watched): readonly MetricAlarm[] {
  return [
    {
      ...STANDS_STILL,
      name: "queue-waits",
      severity: "page",
      notices: "Orders are paid late: the queue of hints is not read, or not fast enough.",
      lookAt: "whether on-message is invoked at all, and its throttles",
      condition: sustained(ofQueue(watched.queueName, "ApproximateAgeOfOldestMessage"), {
        label: "seconds that the oldest hint has waited",
        threshold: HINT_AGE_S_MAX,
        missing: { treatedAs: "notBreaching", because: "SQS measures nothing of a queue that was empty for hours" },
      }),
    },
    {
      ...STANDS_STILL,
      name: "stream-waits",
      severity: "ticket",
      notices: "Orders are paid a minute or so late: the sweep finds what the stream has not told of.",
      lookAt: "the log of the function on-table-change",
      condition: sustained(ofFunction(watched, "on-table-change", { name: "IteratorAge", stat: "Maximum" }), {
        label: "milliseconds that the last record read had waited",
        threshold: STREAM_AGE_MS_MAX,
        missing: { treatedAs: "notBreaching", because: "Lambda measures it when there was something to read" },
      }),
    },
  ];
}

/** What only a person can go on with. */
function leftOver(watched: Watched): readonly MetricAlarm[] {
  const common = { severity: "ticket", owner: "shop", runbook: "parked-and-dead-letters.md" } as const;
  const some = { label: "of them", threshold: 0, periods: 1 };
  return [
    {
      ...common,
      name: "work-parked",
      notices: "The customer of each parked item waits: an order is not paid, or not refunded.",
      lookAt: "the reason that each item carries",
      condition: sustained(ofRegion(watched, "ParkedItems", "Maximum"), { ...some, missing: SILENCE_RINGS_AT_TICK }),
    },
    ...[
      { name: "dead-letters", queue: watched.deadLettersName, from: "on-message" },
      { name: "stream-failures", queue: watched.streamFailuresName, from: "on-table-change" },
    ].map(({ name, queue, from }) => ({
      ...common,
      name,
      notices: "Little: a hint was given up, and the sweep gives another. If it fails again, an order stands still.",
      lookAt: `the log of the function ${from} at the time of the oldest message`,
      condition: sustained(ofQueue(queue, "ApproximateNumberOfMessagesVisible"), { ...some, missing: SILENCE_IS_GOOD }),
    })),
  ];
}

/** Above the threshold, minute by minute for five minutes; or in one period of five, when the first sight of it counts. */
function sustained(
  measure: Measure,
  { periods = 5, ...condition }: Pick<Condition, "label" | "threshold" | "missing"> & { readonly periods?: number },
): Condition {
  const periodS = periods === 1 ? FIVE_MINUTES_S : MINUTE_S;
  return { of: { value: measure }, rings: "above", periodS, periods, ...condition };
}
