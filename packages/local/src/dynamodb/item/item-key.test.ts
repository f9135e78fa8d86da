import { expect, test } from "vitest";
import { itemKey, keyAttributes } from "./item-key.ts";

test("a number key has one name however it is spelled", () => {
  const names = ["pk", "n"];

  expect(itemKey(names, { n: { N: "1.0" }, pk: { S: "a" }, other: { S: "x" } })).toBe(
    itemKey(names, { pk: { S: "a" }, n: { N: "1" } }),
  );
});

test("a text and a number of the same letters are two keys, and so are bytes", () => {
  const keys = [{ S: "AQI=" }, { N: "1" }, { S: "1" }, { B: "AQI=" }].map((pk) => itemKey(["pk"], { pk }));

  expect(new Set(keys).size).toBe(4);
});

test("a key can be handed back to the engine", () => {
  const key = itemKey(["pk", "n"], { pk: { B: "AQI=" }, n: { N: "2.50" } });

  expect(key && keyAttributes(key)).toEqual({ pk: { B: "AQI=" }, n: { N: "2.5" } });
});

test.each([undefined, null, "x", {}, { pk: "a" }, { pk: { L: [] } }, { pk: { S: 1 } }])(
  "%j has no key",
  (attributes) => {
    expect(itemKey(["pk"], attributes)).toBeUndefined();
  },
);
