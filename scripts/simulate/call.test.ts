import { expect, test } from "vitest";
import { UsageError } from "../command-line.ts";
import { parseCall, SEED_MAX, seedsOf } from "./call.ts";

const parse = (...args: string[]) => parseCall(args, () => 77);

test("without a flag, a thousand histories are played from seed 1 on", () => {
  expect(parse()).toEqual({
    kind: "explore",
    range: { first: 1, count: 1_000, durationMs: Number.POSITIVE_INFINITY },
    goesOn: false,
    mutant: undefined,
    json: false,
  });
  expect(parse("--go-on")).toMatchObject({ goesOn: true });
});

test("minutes alone begin at a seed drawn by chance, so that no night plays what another has played", () => {
  expect(parse("--minutes", "30")).toMatchObject({ range: { first: 77, durationMs: 1_800_000 } });
  expect(parse("--minutes", "30", "--from", "5")).toMatchObject({ range: { first: 5 } });
  expect(parse("--minutes", "1", "--seeds", "9")).toMatchObject({ range: { first: 1, count: 9, durationMs: 60_000 } });
});

test("one seed is replayed, with its story if that is asked for", () => {
  expect(parse("--seed", "42", "--story")).toMatchObject({ kind: "replay", seed: 42, story: true });
  expect(parse("--seed", "0", "--mutant", "no-receipt", "--json")).toMatchObject({ mutant: "no-receipt", json: true });
});

test.each([
  ["--seed", "-1"],
  ["--seed", "1.5"],
  ["--seed", String(SEED_MAX + 1)],
  ["--seeds", "0"],
  ["--minutes", "0"],
  ["--minutes", "soon"],
  ["--seed", "1", "--seeds", "2"],
  ["--mutants", "--seed", "1"],
  ["--story"],
  ["--mutants", "--minutes", "3"],
  ["--engines", "--minutes", "3"],
  ["--engines", "--mutant", "no-receipt"],
  ["--replay"],
  ["--replay", "1.json", "--seed", "1"],
  ["--replay", "1.json", "--minutes", "1"],
  ["--promises", "--mutants"],
  ["--fast"],
])("%s %s is refused with a sentence", (...args) => {
  expect(() => parse(...args)).toThrow(UsageError);
});

test("a file that keeps a history is replayed, and what is promised is listed", () => {
  expect(parse("--replay", "regressions/9.json")).toEqual({
    kind: "replay-file",
    file: "regressions/9.json",
    mutant: undefined,
    json: false,
  });
  expect(parse("--promises", "--json")).toEqual({ kind: "promises", json: true });
});

test("mutants are each played a thousand times, or as often as is said", () => {
  expect(parse("--mutants")).toEqual({ kind: "mutants", count: 1_000, json: false });
  expect(parse("--mutants", "--seeds", "50")).toMatchObject({ count: 50 });
});

test("on real engines five seeds are played, or as many as are said, or one", () => {
  expect(parse("--engines")).toEqual({ kind: "engines", range: { first: 1, count: 5 }, json: false });
  expect(parse("--engines", "--seeds", "2", "--from", "9")).toMatchObject({ range: { first: 9, count: 2 } });
  expect(parse("--engines", "--seed", "42", "--json")).toMatchObject({ range: { first: 42, count: 1 }, json: true });
});

test("a help that is asked for beside anything is help", () => {
  expect(parse("--help")).toEqual({ kind: "help" });
});

test("seeds go round after the last", () => {
  expect([...seedsOf({ first: SEED_MAX, count: 3 })]).toEqual([SEED_MAX, 0, 1]);
});
