import { AssertionFailed, region } from "@tandem/kernel";
import { expect, it } from "vitest";
import {
  ADJUST_NUMBERS_MAX,
  COMMIT_BYTES_MAX,
  COMMIT_WRITES_MAX,
  checkCommit,
  DATA_BYTES_MAX,
  WAKE_LENGTH_MAX,
} from "./check-commit.ts";
import { makeKey, makePartition } from "./key.ts";
import { undeclaredAdjust, undeclaredFact, undeclaredFragment } from "./laws/undeclared.ts";
import { formatStamp, type Stamp } from "./stamp.ts";
import type { AdjustWrite, Commit, EraseWrite, FactWrite, FragmentWrite, Write } from "./write.ts";

const EAST = region("us-east-1");
const PARTITION = makePartition(["ORDER", "ord_1"]);

function key(name: string) {
  return makeKey({ partition: PARTITION, name, region: EAST });
}

function fact(more: Partial<FactWrite> = {}): FactWrite {
  return undeclaredFact({ key: key("PLACED"), v: 1, data: {}, ...more });
}

function fragment(more: Partial<FragmentWrite> = {}): FragmentWrite {
  return undeclaredFragment({ key: key("PART"), v: 1, data: {}, expected: "absent", ...more });
}

function adjust(by: AdjustWrite["by"]): AdjustWrite {
  return undeclaredAdjust({ key: key("ESCROW"), v: 1, by });
}

function facts(count: number, data = {}): FactWrite[] {
  return Array.from({ length: count }, (_, index) => fact({ key: key(`F${index}`), data }));
}

function commit(...writes: readonly Write[]): Commit {
  const stamp = formatStamp({ ms: 1_800_000_000_000, counter: 0, region: EAST });
  return { id: "cmt_12345678", stamp, writes: writes as Commit["writes"] };
}

const erase: EraseWrite = { type: "erase", key: key("OLD") };
const numbers = Array.from({ length: ADJUST_NUMBERS_MAX }, (_, index) => [`n${index}`, { add: 1 }]);
const large = { text: "x".repeat(DATA_BYTES_MAX - 11) };

it.each<[string, Commit]>([
  ["one fact", commit(fact())],
  ["one erase", commit(erase)],
  ["an adjust beside a fact", commit(fact(), adjust({ n: { add: -1, floor: 0 } }))],
  ["an adjust beside a fragment", commit(fragment(), adjust({ n: { add: 1 } }))],
  ["the most writes", commit(...facts(COMMIT_WRITES_MAX))],
  ["the most numbers", commit(fact(), adjust(Object.fromEntries(numbers)))],
  ["the most data", commit(fact({ data: large }))],
  ["the longest wake", commit(fact({ wake: "w".repeat(WAKE_LENGTH_MAX) }))],
  ["a fact that expires", commit(fact({ expiresAtS: 1_800_000_000 }))],
])("%s may be committed", (_, work) => {
  expect(() => checkCommit(work, EAST)).not.toThrow();
});

it.each<[string, Commit, string]>([
  ["a short id", { ...commit(fact()), id: "short" }, "a commit's id is random"],
  ["a long id", { ...commit(fact()), id: "x".repeat(65) }, "a commit's id is random"],
  ["no stamp", { ...commit(fact()), stamp: "now" as Stamp }, "a commit carries a stamp"],
  ["no writes", commit(), "a commit writes something"],
  ["only a look", commit({ type: "absent", key: key("A") }), "a commit writes something"],
  ["too many writes", commit(...facts(COMMIT_WRITES_MAX + 1)), "at most 100 items"],
  ["one key twice", commit(fact(), { ...erase, key: key("PLACED") }), "PLACED#us-east-1 twice"],
  ["a schema's version of zero", commit(fact({ v: 0 })), "whole number from 1"],
  ["a schema's version of a half", commit(fragment({ v: 1.5 })), "whole number from 1"],
  ["a fragment over no version", commit(fragment({ expected: "" })), "which version it replaces"],
  ["a fragment over itself", commit(fragment({ expected: "cmt_12345678" })), "does not replace itself"],
  ["an empty wake", commit(fact({ wake: "" })), "wake is a word"],
  ["a long wake", commit(fragment({ wake: "w".repeat(WAKE_LENGTH_MAX + 1) })), "wake is a word"],
  ["an expiry in milliseconds", commit(fact({ expiresAtS: 1_800_000_000_000 })), "whole seconds since 1970"],
  ["an expiry of half a second", commit(fact({ expiresAtS: 0.5 })), "whole seconds since 1970"],
  ["too much data", commit(fact({ data: { text: `${large.text}x` } })), `${DATA_BYTES_MAX} is the most`],
  ["too much data together", commit(...facts(10, large)), `${COMMIT_BYTES_MAX} is the most`],
  ["an adjust alone", commit(adjust({ n: { add: 1 } })), "a retry would add twice"],
  ["an adjust beside an erase", commit(erase, adjust({ n: { add: 1 } })), "a retry would add twice"],
  ["an adjust of nothing", commit(fact(), adjust({})), "to one number at least"],
  ["an adjust of too many", commit(fact(), adjust(Object.fromEntries([...numbers, ["m", { add: 1 }]]))), "at most"],
  ["an adjust by zero", commit(fact(), adjust({ n: { add: 0 } })), "not zero"],
  ["an adjust by a half", commit(fact(), adjust({ n: { add: 0.5 } })), "whole number"],
  ["a floor that is none", commit(fact(), adjust({ n: { add: 1, floor: Number.NaN } })), "the floor of n"],
  ["a number with a bad name", commit(fact(), adjust({ "a b": { add: 1 } })), "not a number's name"],
])("%s may not", (_, work, why) => {
  expect(() => checkCommit(work, EAST)).toThrow(AssertionFailed);
  expect(() => checkCommit(work, EAST)).toThrow(why);
});

it("a key is written through its own region only, and may be looked at from any", () => {
  const west = makeKey({ partition: PARTITION, name: "PLACED", region: region("us-west-2") });

  expect(() => checkCommit(commit(fact({ key: west })), EAST)).toThrow("through us-west-2 only, and this is us-east-1");
  expect(() => checkCommit(commit(fact(), { ...erase, key: west }), EAST)).toThrow("through us-west-2 only");
  expect(() => checkCommit(commit(fact({ key: { ...west, region: EAST } })), EAST)).toThrow("this is us-east-1");
  expect(() => checkCommit(commit(fact(), { type: "absent", key: west }), EAST)).not.toThrow();
});
