import { describe, expect, test, vi } from "vitest";
import type { InvokeOutcome } from "./invocation.ts";
import { eventually } from "./testing/eventually.ts";
import { append, FAILED, startStreamMapping } from "./testing/started-stream.ts";
import { createTestStream } from "./testing/test-stream.ts";

/** Real processes on a machine that may be busy: only a hang takes this long. */
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

describe("an event source mapping for a stream", () => {
  test("passes every record on once, in order, in batches, and remembers how far it is", async () => {
    const { stream, checkpoint, batches, mapping, again } = startStreamMapping({ bounds: { BatchSize: 2 } });
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
    const { batches } = startStreamMapping({ source: early, bounds: { StartingPosition: "LATEST" } });
    append(early, "after");

    await eventually(() => batches.length > 0);
    expect(batches).toEqual([["after"]]);
  });

  test("what the filter does not let through is passed over, also by the checkpoint", async () => {
    const Pattern = JSON.stringify({ dynamodb: { Keys: { pk: { S: [{ prefix: "wake" }] } } } });
    const { stream, checkpoint, batches } = startStreamMapping({
      bounds: { FilterCriteria: { Filters: [{ Pattern }] } },
    });
    append(stream, "sleep-1", "wake-1", "sleep-2");

    await eventually(() => checkpoint.saved.at(-1) === "000003");
    expect(batches).toEqual([["wake-1"]]);
  });

  test("a window gathers what comes within it", async () => {
    const { stream, batches } = startStreamMapping({ bounds: { MaximumBatchingWindowInSeconds: 30, BatchSize: 3 } });
    append(stream, "a");
    await new Promise((resolve) => setTimeout(resolve, 30));
    append(stream, "b");
    await new Promise((resolve) => setTimeout(resolve, 30));
    append(stream, "c", "d");

    await eventually(() => batches.flat().length === 4);
    expect(batches).toEqual([["a", "b", "c"], ["d"]]);
  });

  test("a mapping that is stuck reads nothing, and everything once it is free", async () => {
    const { stream, batches, mapping } = startStreamMapping();
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
    const { stream, checkpoint, mapping } = startStreamMapping({ invoke: () => under.promise });
    append(stream, "a");
    await new Promise((resolve) => setTimeout(resolve, 50));
    const closing = mapping.close();
    under.resolve(FAILED);
    await closing;

    expect(checkpoint.saved).toEqual([]);
  });

  test("settings that AWS would refuse are refused", () => {
    expect(() => startStreamMapping({ bounds: { BatchSize: 0 } })).toThrow("BatchSize is 1 to 10000, not 0");
    expect(() => startStreamMapping({ bounds: { MaximumRecordAgeInSeconds: 5 } })).toThrow("60 to 604800");
    expect(() => startStreamMapping({ bounds: { FunctionResponseTypes: ["Other"] } })).toThrow(
      "ReportBatchItemFailures, not Other",
    );
    expect(() => startStreamMapping({ bounds: { FilterCriteria: { Filters: [{ Pattern: '{"a":"b"}' }] } } })).toThrow(
      "a list or an object",
    );
  });
});
