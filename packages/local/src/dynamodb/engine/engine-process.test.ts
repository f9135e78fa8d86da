import { expect, test } from "vitest";
import { WorldRefusal } from "../../world/refusal.ts";
import { onFreePort } from "./engine-process.ts";

const TAKEN = "the engine did not start: it ended with code 1, and said: error: port 4000 is already in use";

function startFailing(times: number, error: Error) {
  const start = async () => {
    starts.count += 1;
    if (starts.count <= times) throw error;
    return "up";
  };
  const starts = { count: 0, start };
  return starts;
}

test("an engine whose port was taken meanwhile is started on another", async () => {
  const engine = startFailing(2, new WorldRefusal(TAKEN));

  expect(await onFreePort(engine.start)).toBe("up");
  expect(engine.count).toBe(3);
});

test("a machine without a free port, or an engine that fails otherwise, is said at once or after some tries", async () => {
  const full = startFailing(99, new WorldRefusal(TAKEN));
  const broken = startFailing(99, new WorldRefusal("the engine did not start: it said: not a database"));

  await expect(onFreePort(full.start)).rejects.toThrow("already in use");
  await expect(onFreePort(broken.start)).rejects.toThrow("not a database");
  expect([full.count, broken.count]).toEqual([5, 1]);
});
