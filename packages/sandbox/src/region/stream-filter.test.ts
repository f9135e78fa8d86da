import { AssertionFailed } from "@tandem/kernel";
import { expect, it } from "vitest";
import { createStreamFilter } from "./stream-filter.ts";
import type { StreamRecord } from "./stream-log.ts";
import { EAST, item, WEST } from "./testing/items.ts";

function record(
  words: { wake?: string; region?: typeof EAST },
  eventName: StreamRecord["eventName"] = "INSERT",
): StreamRecord {
  const after = eventName === "REMOVE" ? undefined : item({ name: "A", ...words });
  const { partition, sort } = item({ name: "A" });
  const change = {
    partition,
    sort,
    before: undefined,
    after,
    origin: "program",
    stamp: { us: 1, region: EAST },
  } as const;
  return { sequence: 1, atMs: 1, eventName, change };
}

const OWN_OUTBOX = {
  eventName: ["INSERT"],
  dynamodb: { NewImage: { wake: { S: ["outbox"] }, region: { S: [EAST] } } },
};
const CHANGED = { eventName: ["INSERT", "MODIFY"], dynamodb: { NewImage: { wake: { S: ["changed"] } } } };

it.each([
  ["what one pattern names in all its parts passes", record({ wake: "outbox" }), true],
  ["another value of one part does not", record({ wake: "outbox", region: WEST }), false],
  ["any of the patterns will do", record({ wake: "changed", region: WEST }), true],
  ["any of the values in a list will do", record({ wake: "changed" }, "MODIFY"), true],
  ["what the item does not say does not pass", record({}), false],
  ["a removal leaves no image to look at", record({}, "REMOVE"), false],
])("%s", (_, given, passes) => {
  expect(createStreamFilter([OWN_OUTBOX, CHANGED])(given)).toBe(passes);
});

it("refuses a pattern that it would understand otherwise than AWS", () => {
  expect(() => createStreamFilter([{ eventName: [{ prefix: "INS" }] }])).toThrow(AssertionFailed);
});
