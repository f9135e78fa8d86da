import { createSeededRandom, DAY_MS, SECOND_MS } from "@tandem/kernel";
import { expect, it } from "vitest";
import { createRegionQueue } from "./region-queue.ts";

const NUMBERS = { visibilityTimeoutSeconds: 180, maxReceiveCount: 8, messageRetentionSeconds: 14 * 24 * 3_600 };

function createBench(seed = 1) {
  const clock = { nowMs: 1_000_000 };
  const queue = createRegionQueue<string>({
    nowMs: () => clock.nowMs,
    random: createSeededRandom(seed),
    numbers: NUMBERS,
  });
  const receive = (count = 10) => queue.receive(count).map(({ body }) => body);
  return { clock, queue, receive };
}

it("what was received is hidden until its time is over, and then comes again", () => {
  const { clock, queue, receive } = createBench();
  queue.send(["a"]);
  clock.nowMs += 50;

  const first = receive();
  clock.nowMs += 180 * SECOND_MS - 1;
  const hidden = receive();
  clock.nowMs += 1;

  expect([first, hidden, receive()]).toEqual([["a"], [], ["a"]]);
});

it("what was deleted is gone, unless it came again under another handle meanwhile", () => {
  const { clock, queue, receive } = createBench();
  queue.send(["a", "b"]);
  clock.nowMs += 50;
  const first = queue.receive(10);
  clock.nowMs += 180 * SECOND_MS;
  const second = queue.receive(1);

  queue.delete(first.map(({ handle }) => handle));
  clock.nowMs += 180 * SECOND_MS;

  expect(receive()).toEqual(second.map(({ body }) => body));
});

it("what came too often goes to the dead letters, and can be sent again", () => {
  const { clock, queue, receive } = createBench();
  queue.send(["a"]);
  for (let count = 0; count < NUMBERS.maxReceiveCount; count += 1) {
    clock.nowMs += 180 * SECOND_MS;
    expect(receive()).toEqual(["a"]);
  }
  clock.nowMs += 180 * SECOND_MS;

  const last = receive();
  const dead = queue.deadLetters();
  queue.redrive();
  clock.nowMs += 50;

  expect([last, dead, receive(), queue.deadLetters()]).toEqual([[], ["a"], ["a"], []]);
});

it("messages come in another order than they were sent in", () => {
  const orders = new Set<string>();
  for (let seed = 0; seed < 30; seed += 1) {
    const { clock, queue, receive } = createBench(seed);
    queue.send(["a", "b"]);
    clock.nowMs += 50;
    orders.add(receive().join());
  }

  expect([...orders].toSorted()).toEqual(["a,b", "b,a"]);
});

it("where messages are doubled, one that was deleted comes once more, and once only", () => {
  const { clock, queue } = createBench();
  queue.setDuplicates(1);
  queue.send(["a"]);
  let receives = 0;
  for (let count = 0; count < 10; count += 1) {
    clock.nowMs += 2 * SECOND_MS;
    const received = queue.receive(10);
    receives += received.length;
    queue.delete(received.map(({ handle }) => handle));
  }

  expect([receives, queue.nextVisibleMs()]).toEqual([2, undefined]);
});

it("where messages are doubled, one may be given to two at the same moment", () => {
  const { clock, queue, receive } = createBench();
  queue.setDuplicates(1);
  queue.send(["a"]);
  clock.nowMs += 50;

  const first = receive();
  clock.nowMs += 1;

  expect([first, receive()]).toEqual([["a"], ["a"]]);
});

it("a message that nobody takes is kept for fourteen days", () => {
  const [kept, lost] = [createBench(), createBench()];
  for (const { queue } of [kept, lost]) queue.send(["a"]);

  kept.clock.nowMs += 14 * DAY_MS;
  lost.clock.nowMs += 14 * DAY_MS + 1;

  expect([kept.receive(), lost.receive()]).toEqual([["a"], []]);
});

it("its depth is what waits, not what is being worked on", () => {
  const { clock, queue } = createBench();
  queue.send(["a", "b", "c"]);
  clock.nowMs += 50;

  queue.receive(1);

  expect(queue.depth()).toBe(2);
});

it("a queue that loses messages takes them all and gives some, and afterwards all again", () => {
  const { clock, queue } = createBench();
  const sent = Array.from({ length: 100 }, (_, index) => `m${index}`);

  queue.setLosses(0.5);
  queue.send(sent);
  clock.nowMs += 50;
  const kept = queue.receive(100).length;
  queue.setLosses(0);
  queue.send(sent);
  clock.nowMs += 50;

  expect(kept).toBeGreaterThan(20);
  expect(kept).toBeLessThan(80);
  expect(queue.receive(200)).toHaveLength(100);
});

it("on any day one message in some hundreds comes once more", () => {
  const { clock, queue } = createBench();
  const bodies = Array.from({ length: 2_000 }, (_, index) => String(index));
  queue.send(bodies);
  const seen: string[] = [];
  for (let round = 0; round < 3; round += 1) {
    clock.nowMs += 5 * SECOND_MS;
    const received = queue.receive(bodies.length);
    seen.push(...received.map(({ body }) => body));
    queue.delete(received.map(({ handle }) => handle));
  }

  expect(new Set(seen).size).toBe(bodies.length);
  expect(seen.length).toBeGreaterThan(bodies.length);
  expect(seen.length).toBeLessThan(bodies.length * 1.02);
});
