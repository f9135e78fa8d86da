import { describe, expect, test } from "vitest";
import { compilePattern } from "./event-pattern.ts";
import { compileFilterCriteria } from "./filter-criteria.ts";

const RECORD = {
  eventName: "INSERT",
  count: 7,
  flag: true,
  nothing: null,
  list: ["a", "b"],
  dynamodb: { NewImage: { pk: { S: "OUTBOX#us-east-1#3" }, wake: { S: "now" } }, Keys: { pk: { S: "x" } } },
};

/** What a pattern says of `RECORD`; the first half of each pair matches, the second does not. */
const TABLE: Record<string, readonly [matching: object, other: object]> = {
  "exact text": [{ eventName: ["INSERT"] }, { eventName: ["REMOVE"] }],
  "one of several": [{ eventName: ["REMOVE", "INSERT"] }, { eventName: ["REMOVE", "MODIFY"] }],
  "exact number": [{ count: [7] }, { count: ["7"] }],
  "exact boolean": [{ flag: [true] }, { flag: [false] }],
  null: [{ nothing: [null] }, { count: [null] }],
  "every member": [
    { eventName: ["INSERT"], count: [7] },
    { eventName: ["INSERT"], count: [8] },
  ],
  nested: [
    { dynamodb: { NewImage: { wake: { S: ["now"] } } } },
    { dynamodb: { NewImage: { wake: { S: ["later"] } } } },
  ],
  "a path that is not there": [
    { dynamodb: { OldImage: { wake: { S: [{ exists: false }] } } } },
    { dynamodb: { OldImage: { wake: { S: ["now"] } } } },
  ],
  prefix: [
    { dynamodb: { NewImage: { pk: { S: [{ prefix: "OUTBOX#us-east-1#" }] } } } },
    { dynamodb: { NewImage: { pk: { S: [{ prefix: "OUTBOX#us-west-2#" }] } } } },
  ],
  "prefix, whatever the case": [
    { eventName: [{ prefix: { "equals-ignore-case": "ins" } }] },
    { eventName: [{ prefix: "ins" }] },
  ],
  suffix: [{ eventName: [{ suffix: "ERT" }] }, { eventName: [{ suffix: "ert" }] }],
  "suffix, whatever the case": [
    { eventName: [{ suffix: { "equals-ignore-case": "ert" } }] },
    { eventName: [{ suffix: { "equals-ignore-case": "xx" } }] },
  ],
  "equals, whatever the case": [
    { eventName: [{ "equals-ignore-case": "insert" }] },
    { eventName: [{ "equals-ignore-case": "inser" }] },
  ],
  exists: [
    { dynamodb: { NewImage: { wake: { S: [{ exists: true }] } } } },
    { dynamodb: { NewImage: { wait: { S: [{ exists: true }] } } } },
  ],
  "exists speaks of leaves": [{ count: [{ exists: true }] }, { dynamodb: [{ exists: true }] }],
  "exists not": [{ missing: [{ exists: false }] }, { count: [{ exists: false }] }],
  "anything but one": [{ eventName: [{ "anything-but": "REMOVE" }] }, { eventName: [{ "anything-but": "INSERT" }] }],
  "anything but several": [{ count: [{ "anything-but": [1, 2] }] }, { count: [{ "anything-but": [1, 7] }] }],
  "anything but a prefix": [
    { eventName: [{ "anything-but": { prefix: "REM" } }] },
    { eventName: [{ "anything-but": { prefix: ["REM", "INS"] } }] },
  ],
  "anything but a suffix": [
    { eventName: [{ "anything-but": { suffix: "OVE" } }] },
    { eventName: [{ "anything-but": { suffix: "ERT" } }] },
  ],
  "anything but needs a value": [{ count: [{ "anything-but": 1 }] }, { missing: [{ "anything-but": 1 }] }],
  "numeric equal": [{ count: [{ numeric: ["=", 7.0] }] }, { count: [{ numeric: ["=", 6] }] }],
  "numeric range": [{ count: [{ numeric: [">", 0, "<=", 7] }] }, { count: [{ numeric: [">", 0, "<", 7] }] }],
  "numeric compares numbers": [{ count: [{ numeric: [">=", 7] }] }, { eventName: [{ numeric: [">=", 0] }] }],
  wildcard: [
    { dynamodb: { NewImage: { pk: { S: [{ wildcard: "OUTBOX#*#3" }] } } } },
    { eventName: [{ wildcard: "INS\\*" }] },
  ],
  "a list in the event": [{ list: ["b"] }, { list: ["c"] }],
  $or: [
    { $or: [{ eventName: ["REMOVE"] }, { count: [{ numeric: [">", 5] }] }] },
    { $or: [{ eventName: ["REMOVE"] }, { count: [1] }] },
  ],
  "$or beside others": [
    { flag: [true], $or: [{ count: [1] }, { count: [7] }] },
    { flag: [false], $or: [{ count: [1] }, { count: [7] }] },
  ],
  "$or inside": [
    { dynamodb: { $or: [{ Keys: { pk: { S: ["x"] } } }, { Keys: { pk: { S: ["y"] } } }] } },
    { dynamodb: { $or: [{ Keys: { pk: { S: ["y"] } } }] } },
  ],
  "a name of every object's own": [{ flag: [true] }, { constructor: [{ exists: true }] }],
};

describe("a pattern", () => {
  test.each(Object.entries(TABLE))("%s", (_name, [matching, other]) => {
    expect(compilePattern(matching)(RECORD)).toBe(true);
    expect(compilePattern(other)(RECORD)).toBe(false);
  });

  test.each([
    [{ eventName: "INSERT" }, "a list or an object"],
    [{ eventName: [] }, "is empty"],
    [{ eventName: [{ begins: "x" }] }, 'no operator "begins"'],
    [{ count: [{ numeric: ["~", 1] }] }, 'no comparison "~"'],
    [{ count: [{ numeric: ["=", "1"] }] }, "compares with a number"],
    [{ eventName: [{ prefix: 1 }] }, "with a text"],
    [[], "a JSON object"],
  ])("that makes no sense is refused: %j", (pattern, reason) => {
    expect(() => compilePattern(pattern)).toThrow(reason);
  });
});

test("one filter of several must match, and without filters everything passes", () => {
  const passes = compileFilterCriteria({ Filters: [{ Pattern: '{"count":[1]}' }, { Pattern: '{"count":[7]}' }] });

  expect([passes(RECORD), passes({ count: 2 }), compileFilterCriteria(undefined)(RECORD)]).toEqual([true, false, true]);
});
