import { region } from "@tandem/kernel";
import fc from "fast-check";
import { expect, it } from "vitest";
import { keyOf, makeKey, makePartition, PARTITION_BYTES_MAX, parseSort, SORT_BYTES_MAX, sortPrefix } from "./key.ts";

const EAST = region("us-east-1");
const segment = fc.string({ unit: "binary", minLength: 1, maxLength: 20 });
const hard = fc.oneof(segment, fc.constantFrom("#", "%", "%23", "%25", "%2523", "a#b", "##", "100%"));

it("a key says the record, what this item says of it, and who says it", () => {
  const partition = makePartition(["ORDER", "ord_5k3"]);

  expect(partition).toBe("ORDER#ord_5k3");
  expect(makeKey({ partition, name: "PLACED", region: EAST })).toEqual({
    partition,
    sort: "PLACED#us-east-1",
    region: EAST,
  });
  expect(makeKey({ partition, name: "EVENT", tail: ["2026", "evt_1"], region: EAST }).sort).toBe(
    "EVENT#2026#evt_1#us-east-1",
  );
  expect(makePartition(["ORDER", "ord_5k3"], "acme")).toBe("TENANT#acme#ORDER#ord_5k3");
});

it("a sort key is read as it was made, whatever its segments are", () => {
  fc.assert(
    fc.property(hard, fc.array(hard, { maxLength: 4 }), (name, tail) => {
      const partition = makePartition(["LAW"]);
      const key = makeKey({ partition, name, tail, region: EAST });
      expect(parseSort(key.sort)).toEqual({ name, tail, region: EAST });
      expect(keyOf({ partition, sort: key.sort })).toEqual(key);
      expect(key.sort.startsWith(sortPrefix(name, tail.slice(0, 2)))).toBe(true);
    }),
    { numRuns: 500 },
  );
});

it("different segments never make the same key, though they hold separators", () => {
  fc.assert(
    fc.property(
      fc.array(hard, { minLength: 1, maxLength: 4 }),
      fc.array(hard, { minLength: 1, maxLength: 4 }),
      (left, right) => {
        const same = JSON.stringify(left) === JSON.stringify(right);
        const name = (segments: readonly string[]) => makePartition(["X", ...segments]);
        expect(name(left) === name(right)).toBe(same);
        expect(sortPrefix("N", left) === sortPrefix("N", right)).toBe(same);
      },
    ),
    { numRuns: 500 },
  );
});

it("a prefix ends in a separator, so that it does not take in a longer name", () => {
  expect(sortPrefix("EVENT")).toBe("EVENT#");
  expect("EVENTS#x#us-east-1".startsWith(sortPrefix("EVENT"))).toBe(false);
});

it("nobody reaches into a tenant's partitions by naming them", () => {
  expect(() => makePartition(["TENANT", "acme", "ORDER"])).toThrow("name the tenant");
  expect(makePartition(["ORDER", "TENANT"])).toBe("ORDER#TENANT");
  expect(makePartition(["ORDER", "1"], "a#b")).not.toBe(makePartition(["b", "ORDER", "1"], "a"));
});

it("keys stay within what DynamoDB takes, counted in bytes", () => {
  const partition = makePartition(["é".repeat(PARTITION_BYTES_MAX / 2)]);
  const room = SORT_BYTES_MAX - Buffer.byteLength("#us-east-1");

  expect(Buffer.byteLength(partition)).toBe(PARTITION_BYTES_MAX);
  expect(() => makePartition([`${partition}x`])).toThrow("bytes");
  expect(Buffer.byteLength(makeKey({ partition, name: "é".repeat(room / 2), region: EAST }).sort)).toBe(SORT_BYTES_MAX);
  expect(() => makeKey({ partition, name: "é".repeat(room / 2 + 1), region: EAST })).toThrow("bytes");
});

it("an empty segment and half of a character are mistakes", () => {
  expect(() => makePartition([""])).toThrow("empty segment");
  expect(() => makeKey({ partition: makePartition(["A"]), name: "N", tail: [""], region: EAST })).toThrow(
    "empty segment",
  );
  expect(() => makePartition(["\ud83d"])).toThrow("surrogate");
});

it("a sort key that does not end in a region is none of ours", () => {
  for (const sort of ["", "PLACED", "PLACED#", "PLACED#east", "us-east-1", "#", "%E0%A4%A"]) {
    expect(() => parseSort(sort)).toThrow("ends in its region");
  }
  expect(parseSort("%E0%A4%A#us-east-1").name).toBe("%E0%A4%A");
});
