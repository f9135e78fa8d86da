import { createSeededRandom } from "@tandem/kernel";
import { expect, it } from "vitest";
import { createStepHeap, type Step } from "./step-heap.ts";

function step(atMs: number, tie: number, serial: number): Step {
  return { atMs, tie, serial, what: "", run: undefined };
}

it("gives the earliest first, of those the one with the lowest draw, of those the oldest", () => {
  const heap = createStepHeap();
  for (const each of [step(2, 0, 1), step(1, 9, 2), step(1, 3, 4), step(1, 3, 3)]) heap.push(each);

  const order = Array.from({ length: 4 }, () => heap.pop()).map((each) => [each?.atMs, each?.tie, each?.serial]);

  expect(order).toEqual([
    [1, 3, 3],
    [1, 3, 4],
    [1, 9, 2],
    [2, 0, 1],
  ]);
  expect([heap.pop(), heap.peek(), heap.count]).toEqual([undefined, undefined, 0]);
});

it("stays in order while steps come and go", () => {
  const random = createSeededRandom(5);
  const heap = createStepHeap();
  let nowMs = 0;
  for (let round = 0; round < 2_000; round += 1) {
    for (let pushes = random.uint32() % 3; pushes > 0; pushes -= 1) {
      heap.push(step(nowMs + (random.uint32() % 20), random.uint32() % 4, round));
    }
    const next = heap.peek();
    const taken = heap.pop();
    expect(taken).toBe(next);
    expect(taken?.atMs ?? nowMs).toBeGreaterThanOrEqual(nowMs);
    nowMs = taken?.atMs ?? nowMs;
  }
  const rest: Step[] = [];
  for (let next = heap.pop(); next !== undefined; next = heap.pop()) rest.push(next);
  const sorted = rest.toSorted((a, b) => a.atMs - b.atMs || a.tie - b.tie || a.serial - b.serial);

  expect(rest.length).toBeGreaterThan(1);
  expect(rest).toEqual(sorted);
});
