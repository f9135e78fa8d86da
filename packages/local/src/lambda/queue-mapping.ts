/**
 * Lambda's event source mapping for SQS: polls a queue, calls the function with a batch, deletes what was done. What was not done
 * is left alone, so that it comes again when its visibility timeout has passed, and goes to the dead-letter queue when it came
 * too often. At least once, never in order: a batch that was done but not deleted comes again too.
 */
import { Fault, MINUTE_MS, SECOND_MS } from "@tandem/kernel";
import type { SQSRecord } from "aws-lambda";
import { type BatchOutcome, readBatchOutcome } from "./batch-response.ts";
import { CLOSE_MS_MAX, type EventSourceMapping, type MappingSurroundings } from "./event-source-mapping.ts";
import { compileFilterCriteria } from "./filter-criteria.ts";
import { createQueueClient, type QueueMessage, RECEIVE_COUNT_MAX, RECEIVE_WAIT_MS_MAX } from "./queue-client.ts";
import { BATCH_SIZE_DEFAULT, checkQueueMapping, type QueueMappingSettings } from "./queue-settings.ts";
import { buildSqsEvent, buildSqsRecord } from "./sqs-event.ts";
import { createBackoff, createGate, pause } from "./waiting.ts";

export interface QueueMappingOptions extends MappingSurroundings {
  readonly settings: QueueMappingSettings;
  readonly sqsUrl: string;
  readonly queueUrl: string;
}

/** AWS starts with five at once and adds 300 a minute; a laptop stays at five unless it is told otherwise. */
const CONCURRENCY_DEFAULT = 5;
const POLL_BACKOFF = { minMs: 100, maxMs: 5 * SECOND_MS };
const THROTTLE_BACKOFF = { minMs: 100, maxMs: MINUTE_MS };
/** A deletion that fails this often leaves the messages to come again. */
const DELETE_ATTEMPTS_MAX = 3;

export function createQueueMapping(options: QueueMappingOptions): EventSourceMapping {
  const { settings, region, pace, log, invoke, queueUrl } = options;
  const {
    FunctionName,
    EventSourceArn,
    BatchSize = BATCH_SIZE_DEFAULT,
    MaximumBatchingWindowInSeconds: windowS = 0,
  } = settings;
  checkQueueMapping(settings);
  const source = `mapping/${FunctionName}`;
  const concurrencyMax = settings.ScalingConfig?.MaximumConcurrency ?? CONCURRENCY_DEFAULT;
  const passes = compileFilterCriteria(settings.FilterCriteria);
  const client = createQueueClient(options.sqsUrl);
  const gate = createGate();
  const ending = new AbortController();
  const underWay = new Set<Promise<void>>();

  /** The next batch: the first message may take as long as it likes, those after it as long as the window is open. */
  async function collect(signal: AbortSignal): Promise<readonly QueueMessage[]> {
    const batch: QueueMessage[] = [];
    let waitMs = RECEIVE_WAIT_MS_MAX;
    let untilMs: number | undefined;
    do {
      const asked = { queueUrl, countMax: BatchSize - batch.length, waitMs, signal };
      // What was received before polling was stopped is still handled.
      const messages = await client.receive(asked).catch((error: unknown) => {
        if (batch.length === 0) throw error;
        return undefined;
      });
      if (messages === undefined) break;
      batch.push(...messages);
      if (batch.length > 0) untilMs ??= performance.now() + pace.wait(windowS * SECOND_MS);
      waitMs = Math.max((untilMs ?? 0) - performance.now(), 0);
    } while (batch.length > 0 && batch.length < BatchSize && waitMs > 0);
    return batch;
  }

  async function handle(messages: readonly QueueMessage[]): Promise<void> {
    const wanted = messages.filter((message) => passes(filterable(buildSqsRecord(message, EventSourceArn, region))));
    // What the filter lets not through is deleted, as in AWS.
    const done = new Set(messages.filter((message) => !wanted.includes(message)));
    if (wanted.length > 0) {
      const outcome = await call(wanted);
      if (outcome.kind !== "done") log({ region, source, level: "problem", text: describe(outcome, wanted.length) });
      for (const message of wanted) if (isDone(outcome, message.MessageId)) done.add(message);
    }
    await deleteAll([...done].map(({ ReceiptHandle }) => ReceiptHandle));
  }

  /** A throttled batch is tried again for as long as its messages stay hidden. */
  async function call(messages: readonly QueueMessage[]): Promise<BatchOutcome> {
    const backoff = createBackoff(THROTTLE_BACKOFF);
    const startedMs = performance.now();
    let hiddenMs: number | undefined;
    for (;;) {
      const outcome = await invoke(FunctionName, buildSqsEvent({ messages, queueArn: EventSourceArn, region }));
      const ids = messages.map(({ MessageId }) => MessageId);
      const read = readBatchOutcome({ outcome, ids, responseTypes: settings.FunctionResponseTypes });
      if (read.kind !== "throttled") return read;
      hiddenMs ??= pace.wait((await client.visibilityTimeoutS(queueUrl)) * SECOND_MS);
      const waitMs = pace.wait(backoff.next());
      if (ending.signal.aborted || performance.now() + waitMs > startedMs + hiddenMs) return read;
      await pause(waitMs, ending.signal);
    }
  }

  async function deleteAll(receiptHandles: readonly string[]): Promise<void> {
    const backoff = createBackoff(POLL_BACKOFF);
    for (let index = 0; index < receiptHandles.length; index += RECEIVE_COUNT_MAX) {
      const handles = receiptHandles.slice(index, index + RECEIVE_COUNT_MAX);
      for (let attempt = 1; ; attempt += 1) {
        const fault = await client.deleteBatch(queueUrl, handles).then(() => undefined, asFault);
        if (fault === undefined) break;
        if (attempt === DELETE_ATTEMPTS_MAX || ending.signal.aborted) throw fault;
        await pause(pace.wait(backoff.next()), ending.signal);
      }
    }
  }

  function start(batch: readonly QueueMessage[]): void {
    const work = handle(batch)
      .catch((error: unknown) =>
        log({ region, source, level: "problem", text: `${asFault(error).message}; the batch comes again` }),
      )
      .finally(() => underWay.delete(work));
    underWay.add(work);
  }

  async function poll(): Promise<void> {
    const backoff = createBackoff(POLL_BACKOFF);
    while (!ending.signal.aborted) {
      await gate.passed(ending.signal);
      if (underWay.size >= concurrencyMax) {
        await Promise.race(underWay);
        continue;
      }
      const signal = AbortSignal.any([ending.signal, gate.closing]);
      try {
        const batch = await collect(signal);
        backoff.reset();
        if (batch.length > 0) start(batch);
      } catch (error) {
        if (signal.aborted) continue;
        const waitMs = pace.wait(backoff.next());
        log({
          region,
          source,
          level: "detail",
          text: `${asFault(error).message}; polling again in ${Math.round(waitMs)} ms`,
        });
        await pause(waitMs, ending.signal);
      }
    }
  }

  const polling = poll();
  return {
    setStuck: gate.setClosed,
    async close() {
      ending.abort();
      await polling;
      const late = new AbortController();
      await Promise.race([Promise.all(underWay), pause(CLOSE_MS_MAX, late.signal)]);
      late.abort();
      await client.close();
    },
  };
}

/** A filter sees the body as JSON if it is JSON. */
function filterable(record: SQSRecord): object {
  try {
    return { ...record, body: JSON.parse(record.body) };
  } catch {
    return record;
  }
}

function isDone(outcome: BatchOutcome, messageId: string): boolean {
  return outcome.kind === "done" || (outcome.kind === "some-failed" && !outcome.failedIds.has(messageId));
}

function describe(outcome: BatchOutcome, count: number): string {
  if (outcome.kind === "some-failed") return `${outcome.failedIds.size} of ${count} messages failed and come again`;
  const why = outcome.kind === "all-failed" ? outcome.why : outcome.kind;
  return `a batch of ${count} failed (${why}) and comes again`;
}

function asFault(error: unknown): Fault {
  if (error instanceof Fault) return error;
  throw error;
}
