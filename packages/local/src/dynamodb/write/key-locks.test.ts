import { expect, test } from "vitest";
import { createKeyLocks } from "./key-locks.ts";

test("holders of one key follow each other in the order they came", async () => {
  const locks = createKeyLocks();
  const order: number[] = [];
  const hold = async (turn: number): Promise<void> => {
    const lock = await locks.acquire(["a"]);
    await new Promise((resolve) => setImmediate(resolve));
    order.push(turn);
    lock.release();
  };

  await Promise.all([1, 2, 3, 4].map(hold));

  expect(order).toEqual([1, 2, 3, 4]);
});

test("many requests for overlapping keys in any order all come through, and no key has two holders", async () => {
  const locks = createKeyLocks();
  const held = new Set<string>();
  const hold = async (names: readonly string[]): Promise<void> => {
    const lock = await locks.acquire(names);
    for (const name of new Set(names)) {
      expect(held.has(name)).toBe(false);
      held.add(name);
    }
    await new Promise((resolve) => setImmediate(resolve));
    for (const name of names) held.delete(name);
    lock.release();
  };

  await Promise.all(
    Array.from({ length: 90 }, (_, turn) =>
      hold(
        [
          ["a", "b"],
          ["b", "a", "c"],
          ["c", "a", "a"],
        ][turn % 3] ?? [],
      ),
    ),
  );

  expect(held.size).toBe(0);
});

test("other keys do not wait", async () => {
  const locks = createKeyLocks();
  await locks.acquire(["a"]);

  const lock = await locks.acquire(["b"]);

  expect(lock.release).toBeTypeOf("function");
});

test("a lock that was handed over is free only when the work that got it has ended", async () => {
  const locks = createKeyLocks();
  const order: string[] = [];
  const first = await locks.acquire(["a"]);
  const work = new Promise<void>((resolve) => setTimeout(resolve, 5)).then(() => void order.push("work"));

  first.releaseAfter(work);
  first.release();
  await locks.acquire(["a"]);
  order.push("next");

  expect(order).toEqual(["work", "next"]);
});
