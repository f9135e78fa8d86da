import { makePartition } from "@tandem/replication";
import fc from "fast-check";
import { expect, test } from "vitest";
import { decodeHint, encodeHint, type Hint, mergeHints } from "./hint.ts";

const partition = fc
  .string({ minLength: 1, maxLength: 12, unit: "grapheme" })
  .map((name) => makePartition(["R", name]));
const anyHint: fc.Arbitrary<Hint> = fc.record(
  { record: partition, outbox: fc.record({ partition, sort: fc.string({ minLength: 1, maxLength: 12 }) }) },
  { requiredKeys: ["record"] },
);

const RECORD = makePartition(["ORDER", "ord_1"]);
const OUTBOX = { partition: makePartition(["OUTBOX", "us-east-1", "0"]), sort: "EVENT#1#us-east-1" };

test("a hint comes out of its message as it went in", () => {
  fc.assert(
    fc.property(anyHint, (hint) => {
      expect(decodeHint(encodeHint(hint))).toEqual({ outbox: undefined, ...hint });
    }),
  );
});

test.each([
  ["no JSON", "order ord_1"],
  ["nothing", ""],
  ["JSON that is no object", "[]"],
  ["a version that is not known", JSON.stringify({ v: 2, record: RECORD })],
  ["no record", JSON.stringify({ v: 1 })],
  ["an empty record", JSON.stringify({ v: 1, record: "" })],
  ["half an outbox item", JSON.stringify({ v: 1, record: RECORD, outbox: { partition: OUTBOX.partition } })],
  ["a key that no table takes", JSON.stringify({ v: 1, record: "x".repeat(2_049) })],
])("a message with %s is no hint, and nobody throws", (_, body) => {
  expect(decodeHint(body)).toBeUndefined();
});

/** As the first release wrote them: they may wait in a queue for four days, and in dead letters for two weeks. */
const OF_RELEASE_1 = [
  '{"v":1,"record":"ORDER#ord_1"}',
  '{"v":1,"record":"ORDER#ord_1","outbox":{"partition":"OUTBOX#us-east-1#0","sort":"EVENT#1#us-east-1"}}',
];

test("what the first release wrote is read, and what this one writes the first can read", () => {
  const hints = [{ record: RECORD }, { record: RECORD, outbox: OUTBOX }];

  expect(OF_RELEASE_1.map(decodeHint)).toEqual([{ record: RECORD, outbox: undefined }, hints[1]]);
  // It refused every member that it did not know, so there is none yet.
  expect(hints.map(encodeHint)).toEqual(OF_RELEASE_1);
});

test("a member that the next release adds is left out, and stops nobody", () => {
  const more = { v: 1, record: RECORD, outbox: { ...OUTBOX, also: 1 }, also: 1 };

  expect(decodeHint(JSON.stringify(more))).toEqual({ record: RECORD, outbox: OUTBOX });
});

test("hints of one record are one, and the one that names an outbox item stands for the bare one", () => {
  const other = { ...OUTBOX, sort: "EVENT#2#us-east-1" };
  const hints = [{ record: RECORD }, { record: RECORD, outbox: OUTBOX }, { record: RECORD, outbox: OUTBOX }];

  expect(mergeHints([{ record: RECORD }, { record: RECORD }])).toEqual([{ record: RECORD }]);
  expect(mergeHints(hints)).toEqual([{ record: RECORD, outbox: OUTBOX }]);
  expect(mergeHints([...hints, { record: RECORD, outbox: other }])).toHaveLength(2);
});

test("merging loses no record and no outbox item, and merging again changes nothing", () => {
  fc.assert(
    fc.property(fc.array(anyHint, { maxLength: 8 }), (hints) => {
      const merged = mergeHints([...hints, ...hints]);

      expect(new Set(merged.map(({ record }) => record))).toEqual(new Set(hints.map(({ record }) => record)));
      for (const hint of hints) if (hint.outbox !== undefined) expect(merged).toContainEqual(hint);
      expect(mergeHints(merged)).toEqual(merged);
      expect(merged.length).toBeLessThanOrEqual(hints.length);
    }),
  );
});
