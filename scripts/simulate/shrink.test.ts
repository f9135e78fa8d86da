import { expect, test } from "vitest";
import { shrink } from "./shrink.ts";

const HUNDRED = Array.from({ length: 100 }, (_, index) => index);

async function shrinkUntil(failing: (parts: readonly number[]) => boolean, triesMax = Number.POSITIVE_INFINITY) {
  const played: (readonly number[])[] = [];
  const shrunk = await shrink({
    parts: HUNDRED,
    fails: async (parts) => {
      played.push(parts);
      return failing(parts);
    },
    isOver: () => played.length >= triesMax,
  });
  return { ...shrunk, played };
}

test("what alone causes the failure is all that is left", async () => {
  const { parts, isFinished } = await shrinkUntil((left) => left.includes(37));

  expect(parts).toEqual([37]);
  expect(isFinished).toBe(true);
});

test("parts that only fail together are kept together, in their order", async () => {
  const { parts } = await shrinkUntil((left) => [3, 41, 42, 99].every((part) => left.includes(part)));

  expect(parts).toEqual([3, 41, 42, 99]);
});

test("a part that can go only after a later look went is gone too", async () => {
  // 50 is needed while 10 is there, and 10 is needed by nobody.
  const { parts } = await shrinkUntil((left) => left.includes(70) && (!left.includes(10) || left.includes(50)));

  expect(parts).toEqual([70]);
});

test("a failure that needs nothing leaves nothing", async () => {
  expect((await shrinkUntil(() => true)).parts).toEqual([]);
});

test("nothing that passed is ever kept", async () => {
  const { parts, played } = await shrinkUntil((left) => left.filter((part) => part % 2 === 0).length >= 5);

  expect(parts).toHaveLength(5);
  expect(played.length).toBeLessThan(500);
});

test("when the time is up, the shortest that failed so far is given back, and said to be unfinished", async () => {
  const { parts, tries, isFinished } = await shrinkUntil((left) => left.includes(37), 3);

  expect(parts).toContain(37);
  expect(parts.length).toBeLessThan(100);
  expect(tries).toBe(3);
  expect(isFinished).toBe(false);
});
