import { expect, test } from "vitest";
import { withoutChance, writtenWithoutChance } from "./without-chance.ts";

test("times, stamps, drawn ids and cursors say nothing, wherever they stand", () => {
  const one = { at: "2026-11-21T15:20:27.123Z", sort: "PLACED#2026-11-21T15:20:27.123Z/0003/us-east-1", next: "abc" };
  const other = { next: "xyz", at: "2027-01-01T00:00:00Z", sort: "PLACED#2027-01-01T00:00:00.000Z/00ff/us-east-1" };

  expect(writtenWithoutChance(one)).toBe(writtenWithoutChance(other));
});

test("what somebody asked for, where it lies and whether a list goes on are said", () => {
  const order = { id: "ord_1", total: 300, region: "us-east-1", next: null };

  expect(withoutChance(order)).toEqual(order);
  expect(writtenWithoutChance({ ...order, next: "more" })).not.toBe(writtenWithoutChance(order));
  expect(writtenWithoutChance({ sort: "PAID#2026-11-21T15:20:27.123Z/0003/us-east-1" })).not.toBe(
    writtenWithoutChance({ sort: "PAID#2026-11-21T15:20:27.123Z/0003/us-west-2" }),
  );
});
