import { createManualClock } from "@tandem/kernel";
import { expect, test } from "vitest";
import { createWalkProgress } from "./walk-progress.ts";

function show(isTTY: boolean) {
  const clock = createManualClock();
  const written: string[] = [];
  const screen = { isTTY, columns: 40, write: (text: string) => written.push(text) };
  return { clock, written, progress: createWalkProgress(screen, clock) };
}

test("in a log, a step is a line with the time since the beginning, and what goes on is said once a minute", () => {
  const { clock, written, progress } = show(false);
  clock.advance(3_661_000);

  progress.step("production-us-west-2", "ready: yes");
  for (let look = 0; look < 5; look += 1) {
    progress.live("production-us-west-2", `look ${look}`);
    clock.advance(30_000);
  }

  expect(written).toEqual([
    "1:01:01  production-us-west-2  ready: yes\n",
    "1:01:01  production-us-west-2  look 0\n",
    "1:02:01  production-us-west-2  look 2\n",
    "1:03:01  production-us-west-2  look 4\n",
  ]);
});

test("on a terminal what goes on is rewritten, within one line, and what is done stays", () => {
  const { written, progress } = show(true);

  progress.live("production-us-west-2", "a look that says more than a line has room for");
  progress.tell("production-us-west-2", "Creating a table");

  expect(written).toEqual([
    "\r\x1b[K0:00:00  production-us-west-2  a look t",
    "\r\x1b[K         production-us-west-2 | Creating a table\n",
  ]);
});
