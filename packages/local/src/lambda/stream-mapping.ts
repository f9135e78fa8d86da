/**
 * Lambda's event source mapping for a table's stream: reads records in order from where it stopped, passes on those its filter
 * lets through, and moves its checkpoint only over what was dealt with, so that a world killed at any moment loses no record.
 */
import { setImmediate as immediate } from "node:timers/promises";
import { type Fault, SECOND_MS } from "@tandem/kernel";
import type { DynamoDBRecord } from "aws-lambda";
import { type StreamSource, TRIM_HORIZON } from "../dynamodb/stream-source.ts";
import type { Checkpoint } from "./checkpoint.ts";
import { CLOSE_MS_MAX, type EventSourceMapping, type MappingSurroundings } from "./event-source-mapping.ts";
import { describeGivenUp, type GivenUp, sequenceNumber } from "./failure-destination.ts";
import { compileFilterCriteria } from "./filter-criteria.ts";
import { handleStreamBatch } from "./stream-batch.ts";
import { readStreamBounds, type StreamMappingSettings } from "./stream-settings.ts";
import { createBackoff, createGate, pause } from "./waiting.ts";

export interface StreamMappingOptions extends MappingSurroundings {
  readonly settings: StreamMappingSettings;
  readonly source: StreamSource;
  readonly functionArn: string;
  readonly checkpoint: Checkpoint;
  /** Sends a document to the queue with this ARN; throws a `Fault` when it cannot. */
  readonly sendToQueue: (queueArn: string, body: string) => Promise<void>;
}

/** An appended record wakes the reader; this is for a wake-up that was missed. */
const IDLE_MS = SECOND_MS;
const DESTINATION_BACKOFF = { minMs: 200, maxMs: 5 * SECOND_MS };
/** Lambda drops the document when it cannot deliver it, and counts the drop; the stream must go on. */
const DESTINATION_ATTEMPTS_MAX = 8;

export function createStreamMapping(options: StreamMappingOptions): EventSourceMapping {
  const { settings, source, checkpoint, pace, region, log, invoke, functionArn } = options;
  const bounds = readStreamBounds(settings);
  const passes = compileFilterCriteria(settings.FilterCriteria);
  const gate = createGate();
  const ending = new AbortController();
  const say = (level: "event" | "problem", text: string) =>
    log({ region, source: `mapping/${settings.FunctionName}`, level, text });
  let position = checkpoint.load() ?? (settings.StartingPosition === "LATEST" ? source.latest() : TRIM_HORIZON);

  function moveTo(next: string): void {
    if (next === position) return;
    checkpoint.save(next);
    position = next;
  }

  /** Records for one batch, and where the stream stands behind them; waits for the window once there is one. */
  async function collect(): Promise<{ readonly batch: readonly DynamoDBRecord[]; readonly end: string }> {
    const batch: DynamoDBRecord[] = [];
    let end = position;
    let untilMs: number | undefined;
    while (!ending.signal.aborted) {
      const page = source.read({ position: end, limit: bounds.batchSize - batch.length });
      end = page.position;
      batch.push(...page.records.filter(passes));
      if (batch.length === 0 || batch.length >= bounds.batchSize) break;
      untilMs ??= performance.now() + pace.wait(bounds.windowS * SECOND_MS);
      const leftMs = untilMs - performance.now();
      if (page.records.length === 0 && leftMs <= 0) break;
      // Others have their turn, also while a long stream is read of which little passes the filter.
      if (page.records.length > 0) await immediate();
      else await appended(leftMs);
    }
    return { batch, end };
  }

  async function appended(boundMs: number): Promise<void> {
    const woken = new AbortController();
    const unsubscribe = source.onAppend(() => woken.abort());
    await pause(boundMs, AbortSignal.any([woken.signal, ending.signal, gate.closing]));
    unsubscribe();
  }

  async function giveUp(given: Pick<GivenUp, "records" | "condition" | "requestId" | "invokeCount">): Promise<void> {
    say("problem", `gave up on ${counted(given.records.length)}: ${given.condition}`);
    if (bounds.destinationArn === undefined) return;
    const document = describeGivenUp({ ...given, functionArn, streamArn: source.streamArn });
    const backoff = createBackoff(DESTINATION_BACKOFF);
    for (let attempt = 1; attempt <= DESTINATION_ATTEMPTS_MAX && !ending.signal.aborted; attempt += 1) {
      const fault = await options.sendToQueue(bounds.destinationArn, document).then(
        () => undefined,
        (error: Fault) => error,
      );
      if (fault === undefined) return;
      if (attempt === DESTINATION_ATTEMPTS_MAX)
        say("problem", `could not tell ${bounds.destinationArn}: ${fault.message}`);
      await pause(pace.wait(backoff.next()), ending.signal);
    }
  }

  async function read(): Promise<void> {
    while (!ending.signal.aborted) {
      await gate.passed(ending.signal);
      const { batch, end } = await collect();
      if (batch.length === 0 && end === position) await appended(IDLE_MS);
      else if (await handle(batch)) moveTo(end);
    }
  }

  async function handle(batch: readonly DynamoDBRecord[]): Promise<boolean> {
    await immediate();
    return await handleStreamBatch(batch, {
      bounds,
      pace,
      ending: ending.signal,
      invoke: (records) => invoke(settings.FunctionName, { Records: records }),
      passed: (record) => moveTo(sequenceNumber(record)),
      giveUp,
      failed: (outcome, count) => say("problem", `a batch of ${counted(count)} is tried again: ${outcome.kind}`),
    });
  }

  const reading = read();
  return {
    setStuck: gate.setClosed,
    async close() {
      ending.abort();
      const late = new AbortController();
      await Promise.race([reading, pause(CLOSE_MS_MAX, late.signal)]);
      late.abort();
    },
  };
}

function counted(count: number): string {
  return count === 1 ? "1 record" : `${count} records`;
}
