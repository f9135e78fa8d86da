import { expect, test } from "vitest";
import { sameItem, storedItem } from "./attribute.ts";

test("an item is kept as the engine writes it, also inside lists, maps and sets", () => {
  const written = {
    n: { N: "1.0" },
    l: { L: [{ M: { x: { N: "1e2" } } }] },
    ns: { NS: ["2.0", "10"] },
    b: { B: "AQI=" },
  };

  const kept = storedItem(written);

  expect(kept).toEqual({
    n: { N: "1" },
    l: { L: [{ M: { x: { N: "100" } } }] },
    ns: { NS: ["2", "10"] },
    b: { B: "AQI=" },
  });
});

test("the order of attributes and of a set's members, and the spelling of a number, mean nothing", () => {
  const one = { a: { S: "x" }, b: { NS: ["1.0", "2"] } };
  const other = { b: { NS: ["2", "1"] }, a: { S: "x" } };

  expect(sameItem(one, other)).toBe(true);
});

test("the order of a list means something, and so do type and absence", () => {
  expect(sameItem({ a: { L: [{ N: "1" }, { N: "2" }] } }, { a: { L: [{ N: "2" }, { N: "1" }] } })).toBe(false);
  expect(sameItem({ a: { S: "1" } }, { a: { N: "1" } })).toBe(false);
  expect(sameItem({ a: { S: "1" } }, undefined)).toBe(false);
  expect(sameItem(undefined, undefined)).toBe(true);
});
