import { setTimeout as sleep } from "node:timers/promises";
import { expect, test, vi } from "vitest";
import { allOrNone } from "./all-or-none.ts";

test("what started is closed when something beside it could not start, also when it started later", async () => {
  const early = { close: vi.fn(async () => undefined) };
  const late = { close: vi.fn(async () => undefined) };
  const starting = [Promise.resolve(early), Promise.reject(new Error("damaged")), sleep(20, late)];

  await expect(allOrNone(starting)).rejects.toThrow("damaged");

  expect(early.close).toHaveBeenCalledOnce();
  expect(late.close).toHaveBeenCalledOnce();
});

test("all are left running when all of them started, in their order", async () => {
  const parts = [1, 2].map((name) => ({ name, close: vi.fn(async () => undefined) }));

  const started = await allOrNone([
    sleep(20, parts[0] as (typeof parts)[0]),
    Promise.resolve(parts[1] as (typeof parts)[0]),
  ]);

  expect(started.map(({ name }) => name)).toEqual([1, 2]);
  expect(parts.every(({ close }) => close.mock.calls.length === 0)).toBe(true);
});
