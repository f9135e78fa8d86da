import { execFileSync } from "node:child_process";
import { afterEach, beforeEach, expect, onTestFinished, test } from "vitest";
import { createWorldProcess, type WorldProcess } from "./support/world-process.ts";

let world: WorldProcess;
beforeEach(async () => {
  world = await createWorldProcess();
  await world.start();
});
afterEach(() => world.dispose());

test.each([
  ["a fresh start", ["--fresh"]],
  ["an ordinary start", []],
])("%s ends the engines of a world that was killed with its watchdog", async (_, args) => {
  const engines = world.enginePids();
  onTestFinished(() => engines.filter(isRunning).forEach((pid) => void process.kill(pid, "SIGKILL")));
  const watchdog = findWatchdog(world.pid);
  // A watchdog that is stopped cannot act between the two kills.
  process.kill(watchdog, "SIGSTOP");
  await world.kill();
  process.kill(watchdog, "SIGKILL");
  expect(engines.filter(isRunning)).toEqual(engines);

  await world.start(...args);

  expect(engines.filter(isRunning)).toEqual([]);
  const { body } = await world.client.ask<{ events: { text: string }[] }>(`${world.client.urls.control}/api/world`);
  const texts = body.events.map(({ text }) => text);
  for (const pid of engines) expect(texts).toContainEqual(expect.stringContaining(`ended pid ${pid}, left over`));
});

function findWatchdog(parent: number): number {
  const lines = execFileSync("ps", ["-A", "-o", "pid=,ppid=,args="], { encoding: "utf8" }).split("\n");
  for (const line of lines) {
    const [pid, ppid, ...args] = line.trim().split(/\s+/);
    if (Number(ppid) === parent && args.join(" ").includes("watchdog-process")) return Number(pid);
  }
  throw new Error(`no watchdog of process ${parent} was found`);
}

/** What has ended and waits to be collected does not run. */
function isRunning(pid: number): boolean {
  try {
    return !execFileSync("ps", ["-o", "stat=", "-p", String(pid)], { encoding: "utf8" }).startsWith("Z");
  } catch {
    // ps ends with 1 when there is no such process.
    return false;
  }
}
