import { createSeededRandom, Fault } from "@tandem/kernel";
import type { Commit } from "@tandem/replication";
import { expect, it } from "vitest";
import { EAST, partitionOf } from "./testing/items.ts";
import { createTransactionConflicts } from "./transaction-conflicts.ts";

const UNLUCKY = { uint32: () => 0 };

function writing(...names: readonly string[]): Commit {
  const writes = names.map((name) => ({ type: "absent", key: { partition: partitionOf(), sort: `${name}#${EAST}` } }));
  return { id: `cmt_${names.join()}`, stamp: "", writes } as unknown as Commit;
}

it("of two transactions that write one item at one moment, one may be cancelled, and may come again", () => {
  const clock = { nowMs: 0 };
  const conflicts = createTransactionConflicts(EAST, () => clock.nowMs);

  expect(conflicts.met(writing("A", "B"), UNLUCKY)).toBeUndefined();
  clock.nowMs = 3;
  expect(conflicts.met(writing("B", "C"), UNLUCKY)).toBeInstanceOf(Fault);
  expect(conflicts.met(writing("B"), UNLUCKY)).toMatchObject({ code: "contended", retryable: true, mayBeDone: false });
});

it("those that write different items, or come one after the other, never meet", () => {
  const clock = { nowMs: 0 };
  const conflicts = createTransactionConflicts(EAST, () => clock.nowMs);

  expect(conflicts.met(writing("A"), UNLUCKY)).toBeUndefined();
  expect(conflicts.met(writing("B"), UNLUCKY)).toBeUndefined();
  clock.nowMs = 100;
  expect(conflicts.met(writing("A"), UNLUCKY)).toBeUndefined();
});

it("as often as not both are done", () => {
  const random = createSeededRandom(1);
  const conflicts = createTransactionConflicts(EAST, () => 0);
  const ends = Array.from({ length: 100 }, () => conflicts.met(writing("A"), random) === undefined);

  expect(new Set(ends)).toEqual(new Set([true, false]));
});
