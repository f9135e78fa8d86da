import { describe, expect, test, vi } from "vitest";
import type { LogLine } from "../world/log.ts";
import { eventually } from "./testing/eventually.ts";
import { answered, append, FAILED, startStreamMapping, THROTTLED } from "./testing/started-stream.ts";

/** Real processes on a machine that may be busy: only a hang takes this long. */
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

describe("a batch of stream records", () => {
  test("a failed batch is tried again as often as it may be, then given up, with a document for the destination", async () => {
    const destination = "arn:aws:sqs:us-east-1:111122223333:failures";
    const bounds = { MaximumRetryAttempts: 2, DestinationConfig: { OnFailure: { Destination: destination } } };
    const { stream, checkpoint, batches, documents } = startStreamMapping({
      bounds,
      answer: (keys) => (keys.includes("bad") ? FAILED : answered(null)),
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
    const { stream, checkpoint, documents } = startStreamMapping({
      bounds: {
        BisectBatchOnFunctionError: true,
        MaximumRetryAttempts: 1,
        DestinationConfig: { OnFailure: { Destination: "arn:q" } },
      },
      answer(keys) {
        if (keys.includes("bad")) return FAILED;
        done.push(...keys);
        return answered(null);
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
    const { stream, checkpoint, batches } = startStreamMapping({
      bounds: { FunctionResponseTypes: ["ReportBatchItemFailures"] },
      answer(keys) {
        const failed = keys.find((key) => failing.delete(key));
        return answered({ batchItemFailures: failed === undefined ? [] : [{ itemIdentifier: "000003" }] });
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
    const { stream, checkpoint, batches } = startStreamMapping({
      bounds,
      answer: () => answered(reports.shift() ?? null),
    });
    append(stream, "a", "b");

    await eventually(() => checkpoint.saved.at(-1) === "000002");
    expect(batches).toEqual([
      ["a", "b"],
      ["a", "b"],
    ]);
  });

  test("records older than they may be are given up without a call", async () => {
    const bounds = { MaximumRecordAgeInSeconds: 60, DestinationConfig: { OnFailure: { Destination: "arn:q" } } };
    const { stream, checkpoint, batches, documents } = startStreamMapping({ bounds });
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
    const { stream, checkpoint, batches } = startStreamMapping({
      bounds: { MaximumRetryAttempts: 0 },
      answer: () => outcomes.shift() ?? answered(null),
    });
    append(stream, "a");

    await eventually(() => checkpoint.saved.at(-1) === "000001");
    expect(batches).toHaveLength(4);
  });

  test("what is given up on is an event of its region", async () => {
    const lines: LogLine[] = [];
    const { stream, checkpoint } = startStreamMapping({
      bounds: { MaximumRetryAttempts: 0 },
      answer: () => FAILED,
      log: (line) => void lines.push(line),
    });
    append(stream, "a", "b");

    await eventually(() => checkpoint.saved.at(-1) === "000002");
    expect(lines).toContainEqual({
      region: "us-east-1",
      source: "mapping/on-table-change",
      level: "problem",
      text: "gave up on 2 records: RetryAttemptsExhausted",
    });
  });
});
