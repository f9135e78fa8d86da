import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, it } from "vitest";
import { playBusyHistory } from "./testing/busy-history.ts";

const SEEDS = [1, 2, 3, 4, 5, 6, 7, 8];

async function digestsOf(seeds: readonly number[]): Promise<readonly string[]> {
  const digests: string[] = [];
  for (const seed of seeds) digests.push((await playBusyHistory(seed)).machine.digest());
  return digests;
}

it("the same seed gives the same history twice, to the byte, and another seed another", async () => {
  const first = await playBusyHistory(1, "steps");
  const again = await playBusyHistory(1, "steps");

  expect(again.machine.lines).toEqual(first.machine.lines);
  expect(again.faults.strikes).toEqual(first.faults.strikes);
  expect(again.machine.digest()).toBe(first.machine.digest());
  expect(new Set(await digestsOf(SEEDS)).size).toBe(SEEDS.length);
});

it("keeping the lines changes nothing in the history", async () => {
  const kept = await playBusyHistory(3, "steps");

  expect([kept.machine.digest()]).toEqual(await digestsOf([3]));
});

it("two histories at once in one process do not touch each other", async () => {
  const together = await Promise.all(SEEDS.map(async (seed) => (await playBusyHistory(seed)).machine.digest()));

  expect(together).toEqual(await digestsOf(SEEDS));
});

it("another process plays the same histories", async () => {
  const program = join(import.meta.dirname, "testing/busy-history-process.ts");
  const { stdout } = await promisify(execFile)(process.execPath, [program, ...SEEDS.map(String)]);

  expect(stdout.trim().split("\n")).toEqual(await digestsOf(SEEDS));
});

it("in these histories everything happens that the machine knows", async () => {
  const { faults } = await playBusyHistory(1);
  const { points, faults: struck } = faults.coverage();

  expect(Object.keys(points)).toEqual(["after-put", "put-underway"]);
  expect(Object.keys(struck)).toEqual([
    ...["answer-lost", "clock drift", "clock step", "crash", "crash-before", "crash-between", "late", "pause"],
    ...["request-lost", "slow", "throttled", "unreachable"],
  ]);
});
