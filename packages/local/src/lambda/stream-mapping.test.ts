import { done, refused, region } from "@tandem/kernel";
import { afterEach, describe, expect, test } from "vitest";
import { silentLog } from "../world/log.ts";
import { createPace } from "../world/pace.ts";
import type { EventSourceMapping } from "./event-source-mapping.ts";
import { functionError, type InvokeOutcome } from "./invocation.ts";
import { createStreamMapping, type StreamMappingOptions } from "./stream-mapping.ts";
import type { StreamMappingSettings } from "./stream-settings.ts";
import { eventually } from "./test-functions.ts";
import { createTestCheckpoint, createTestStream, keysOf } from "./test-stream.ts";

const started: EventSourceMapping[] = [];
afterEach(async () => {
  for (const each of started.splice(0)) await each.close();
});

const ANSWERED = (answer: unknown): InvokeOutcome => done({ payload: JSON.stringify(answer), requestId: "r1" });
const FAILED = functionError({ requestId: "r1", errorType: "Error", errorMessage: "no" });
const THROTTLED: InvokeOutcome = refused({ reason: "throttled", message: "Rate Exceeded." });

interface StartOptions extends Partial<StreamMappingOptions> {
  readonly bounds?: Partial<StreamMappingSettings>;
  /** What the function answers to the keys it is given. */
  readonly answer?: (keys: readonly string[]) => InvokeOutcome;
}

/** A mapping whose retries come a hundred times faster. */
function start({ bounds, answer = () => ANSWERED(null), ...options }: StartOptions = {}) {
  const stream = createTestStream();
  const checkpoint = createTestCheckpoint();
  const batches: string[][] = [];
  const documents: [arn: string, document: Record<string, never>][] = [];
  const make = () => {
    const mapping = createStreamMapping({
      settings: { FunctionName: "on-table-change", StartingPosition: "TRIM_HORIZON", ...bounds },
      source: stream,
      functionArn: "arn:aws:lambda:us-east-1:111122223333:function:on-table-change",
      checkpoint,
      region: region("us-east-1"),
      pace: createPace(100),
      log: silentLog,
      async invoke(_name, event) {
        batches.push(keysOf(event));
        return answer(keysOf(event));
      },
      async sendToQueue(arn, body) {
        documents.push([arn, JSON.parse(body)]);
      },
      ...options,
    });
    started.push(mapping);
    return mapping;
  };
  return { stream, checkpoint, batches, documents, mapping: make(), again: make };
}

function append(stream: { append(pk: string, createdMs?: number): void }, ...keys: string[]): void {
  for (const key of keys) stream.append(key);
}

describe("an event source mapping for a stream", () => {
  test("passes every record on once, in order, in batches, and remembers how far it is", async () => {
    const { stream, checkpoint, batches, mapping, again } = start({ bounds: { BatchSize: 2 } });
    append(stream, "a", "b", "c");
    await eventually(() => batches.flat().length === 3);
    await mapping.close();

    append(stream, "d");
    again();
    await eventually(() => batches.flat().length === 4);

    expect(batches.flat()).toEqual(["a", "b", "c", "d"]);
    expect(Math.max(...batches.map(({ length }) => length))).toBeLessThanOrEqual(2);
    await eventually(() => checkpoint.saved.at(-1) === "000004");
  });

  test("LATEST begins with what comes after", async () => {
    const early = createTestStream();
    append(early, "before");
    const { batches } = start({ source: early, bounds: { StartingPosition: "LATEST" } });
    append(early, "after");

    await eventually(() => batches.length > 0);
    expect(batches).toEqual([["after"]]);
  });

  test("what the filter does not let through is passed over, also by the checkpoint", async () => {
    const Pattern = JSON.stringify({ dynamodb: { Keys: { pk: { S: [{ prefix: "wake" }] } } } });
    const { stream, checkpoint, batches } = start({ bounds: { FilterCriteria: { Filters: [{ Pattern }] } } });
    append(stream, "sleep-1", "wake-1", "sleep-2");

    await eventually(() => checkpoint.saved.at(-1) === "000003");
    expect(batches).toEqual([["wake-1"]]);
  });

  test("a window gathers what comes within it", async () => {
    const { stream, batches } = start({ bounds: { MaximumBatchingWindowInSeconds: 30, BatchSize: 3 } });
    append(stream, "a");
    await new Promise((resolve) => setTimeout(resolve, 30));
    append(stream, "b");
    await new Promise((resolve) => setTimeout(resolve, 30));
    append(stream, "c", "d");

    await eventually(() => batches.flat().length === 4);
    expect(batches).toEqual([["a", "b", "c"], ["d"]]);
  });

  test("a failed batch is tried again as often as it may be, then given up, with a document for the destination", async () => {
    const destination = "arn:aws:sqs:us-east-1:111122223333:failures";
    const bounds = { MaximumRetryAttempts: 2, DestinationConfig: { OnFailure: { Destination: destination } } };
    const { stream, checkpoint, batches, documents } = start({
      bounds,
      answer: (keys) => (keys.includes("bad") ? FAILED : ANSWERED(null)),
    });
    append(stream, "bad", "worse");
    await eventually(() => documents.length === 1);
    append(stream, "good");
    await eventually(() => checkpoint.saved.at(-1) === "000003");

    expect(batches).toEqual([["bad", "worse"], ["bad", "worse"], ["bad", "worse"], ["good"]]);
    const [arn, document] = documents[0] ?? [];
    expect(arn).toBe(destination);
    expect(document).toMatchObject({
      requestContext: {
        requestId: "r1",
        functionArn: "arn:aws:lambda:us-east-1:111122223333:function:on-table-change:$LATEST",
        condition: "RetryAttemptsExhausted",
        approximateInvokeCount: 3,
      },
      responseContext: { statusCode: 200, executedVersion: "$LATEST", functionError: "Unhandled" },
      version: "1.0",
      DDBStreamBatchInfo: {
        startSequenceNumber: "000001",
        endSequenceNumber: "000002",
        batchSize: 2,
        streamArn: stream.streamArn,
      },
    });
  });

  test("bisecting leaves a bad record alone and takes every good one", async () => {
    const done: string[] = [];
    const { stream, checkpoint, documents } = start({
      bounds: {
        BisectBatchOnFunctionError: true,
        MaximumRetryAttempts: 1,
        DestinationConfig: { OnFailure: { Destination: "arn:q" } },
      },
      answer(keys) {
        if (keys.includes("bad")) return FAILED;
        done.push(...keys);
        return ANSWERED(null);
      },
    });
    append(stream, "a", "b", "c", "bad", "d", "e", "f");

    await eventually(() => checkpoint.saved.at(-1) === "000007");
    expect(done).toEqual(["a", "b", "c", "d", "e", "f"]);
    expect(documents.map(([, document]) => document)).toMatchObject([
      { DDBStreamBatchInfo: { batchSize: 1, startSequenceNumber: "000004" } },
    ]);
  });

  test("a function that names the first failed record goes on from there", async () => {
    const failing = new Set(["c"]);
    const { stream, checkpoint, batches } = start({
      bounds: { FunctionResponseTypes: ["ReportBatchItemFailures"] },
      answer(keys) {
        const failed = keys.find((key) => failing.delete(key));
        return ANSWERED({ batchItemFailures: failed === undefined ? [] : [{ itemIdentifier: "000003" }] });
      },
    });
    append(stream, "a", "b", "c", "d");

    await eventually(() => checkpoint.saved.at(-1) === "000004");
    expect(batches).toEqual([
      ["a", "b", "c", "d"],
      ["c", "d"],
    ]);
    expect(checkpoint.saved).toEqual(["000002", "000004"]);
  });

  test.each([
    ["names a record that was not there", { batchItemFailures: [{ itemIdentifier: "999999" }] }],
    ["names nothing", { batchItemFailures: [{ itemIdentifier: "" }] }],
    ["gives no list", { batchItemFailures: "c" }],
  ])("a report that %s fails the whole batch", async (_name, report) => {
    const reports: unknown[] = [report];
    const bounds = { FunctionResponseTypes: ["ReportBatchItemFailures"] };
    const { stream, checkpoint, batches } = start({ bounds, answer: () => ANSWERED(reports.shift() ?? null) });
    append(stream, "a", "b");

    await eventually(() => checkpoint.saved.at(-1) === "000002");
    expect(batches).toEqual([
      ["a", "b"],
      ["a", "b"],
    ]);
  });

  test("records older than they may be are given up without a call", async () => {
    const bounds = { MaximumRecordAgeInSeconds: 60, DestinationConfig: { OnFailure: { Destination: "arn:q" } } };
    const { stream, checkpoint, batches, documents } = start({ bounds });
    stream.append("old", Date.now() - 10_000);
    stream.append("new");

    await eventually(() => checkpoint.saved.at(-1) === "000002");
    expect(batches).toEqual([["new"]]);
    expect(documents).toMatchObject([
      ["arn:q", { requestContext: { condition: "RecordAgeExceeded", approximateInvokeCount: 0 } }],
    ]);
  });

  test("a throttle uses up no attempt", async () => {
    const outcomes = [THROTTLED, THROTTLED, THROTTLED];
    const { stream, checkpoint, batches } = start({
      bounds: { MaximumRetryAttempts: 0 },
      answer: () => outcomes.shift() ?? ANSWERED(null),
    });
    append(stream, "a");

    await eventually(() => checkpoint.saved.at(-1) === "000001");
    expect(batches).toHaveLength(4);
  });

  test("a mapping that is stuck reads nothing, and everything once it is free", async () => {
    const { stream, batches, mapping } = start();
    append(stream, "a");
    await eventually(() => batches.length === 1);
    mapping.setStuck(true);
    append(stream, "b");
    await new Promise((resolve) => setTimeout(resolve, 200));
    const whileStuck = batches.flat();
    mapping.setStuck(false);
    await eventually(() => batches.flat().length === 2);

    expect(whileStuck).toEqual(["a"]);
  });

  test("a mapping closed in the middle of a batch has not passed it", async () => {
    const under = Promise.withResolvers<InvokeOutcome>();
    const { stream, checkpoint, mapping } = start({ invoke: () => under.promise });
    append(stream, "a");
    await new Promise((resolve) => setTimeout(resolve, 50));
    const closing = mapping.close();
    under.resolve(FAILED);
    await closing;

    expect(checkpoint.saved).toEqual([]);
  });

  test("settings that AWS would refuse are refused", () => {
    expect(() => start({ bounds: { BatchSize: 0 } })).toThrow("BatchSize is 1 to 10000, not 0");
    expect(() => start({ bounds: { MaximumRecordAgeInSeconds: 5 } })).toThrow("60 to 604800");
    expect(() => start({ bounds: { FunctionResponseTypes: ["Other"] } })).toThrow("ReportBatchItemFailures, not Other");
    expect(() => start({ bounds: { FilterCriteria: { Filters: [{ Pattern: '{"a":"b"}' }] } } })).toThrow(
      "a list or an object",
    );
  });
});
