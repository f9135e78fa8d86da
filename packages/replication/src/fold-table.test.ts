import { describe, expect, test } from "vitest";
import { foldTable } from "./fold-table.ts";
import { drawSome } from "./laws/draw.ts";
import { foldLaws } from "./laws/fold-laws.ts";

const FACTS = ["PAID", "DECLINED"] as const;
const STATUS = foldTable({
  facts: FACTS,
  says: { "-": "placed", PAID: "paid", DECLINED: "declined", "PAID DECLINED": "refund-due" },
});
const RANKS = ["placed", "paid", "declined", "refund-due"];

describe("a fold by a table", () => {
  foldLaws({
    items: (random) => drawSome(random, [...FACTS, "UNKNOWN"]),
    fold: STATUS.of,
    isForward: (earlier, later) => RANKS.indexOf(earlier) <= RANKS.indexOf(later),
  });
});

test("says what it was told for every subset, and shows every line", () => {
  expect(STATUS.lines).toEqual([
    { facts: [], result: "placed" },
    { facts: ["PAID"], result: "paid" },
    { facts: ["DECLINED"], result: "declined" },
    { facts: ["PAID", "DECLINED"], result: "refund-due" },
  ]);
  expect(STATUS.of(["DECLINED", "PAID", "DECLINED"])).toBe("refund-due");
});

test("a fact that it does not know changes nothing: the release after this one may write it", () => {
  expect(STATUS.of(["PAID", "FORGIVEN"])).toBe("paid");
});

test("a table with a line missing does not compile, and is refused where nobody compiled it", () => {
  // @ts-expect-error Nothing is said of both together.
  const gap = () => foldTable({ facts: ["PAID", "DECLINED"], says: { "-": 1, PAID: 2, DECLINED: 3 } });
  // @ts-expect-error There is no such subset.
  const more = () => foldTable({ facts: ["PAID"], says: { "-": 1, PAID: 2, CANCELLED: 3 } });
  const many = ["A", "B", "C", "D", "E", "F", "G"];

  expect(gap).toThrow("a fold says nothing for PAID DECLINED");
  expect(more().lines).toHaveLength(2);
  expect(() => foldTable({ facts: many, says: {} as never })).toThrow("at most 6 facts");
});
