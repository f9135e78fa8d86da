import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { text } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const PROGRAM = fileURLToPath(new URL("../simulate.ts", import.meta.url));
const POLL_MS = 20;
const MINUTE_MS = 60_000;

/** The processes that a process has started and that still run. */
function childrenOf(pid: number): readonly number[] {
  const listed = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8");
  return listed.trim() === "" ? [] : listed.trim().split(" ").map(Number);
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

test.skipIf(process.platform !== "linux")(
  "SIGTERM ends the players in the middle of what they play, and the command says that it was stopped early",
  async () => {
    const child = spawn(process.execPath, [PROGRAM, "--seeds", "100000"], { stdio: ["ignore", "pipe", "ignore"] });
    const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
    const said = text(child.stdout);
    const pid = child.pid ?? 0;
    while (childrenOf(pid).length === 0) await sleep(POLL_MS);
    const players = childrenOf(pid);

    child.kill("SIGTERM");

    expect(await ended).toBe(1);
    expect(await said).toMatch(/^Stopped early\. No promise was broken\.\n/);
    while (players.some(isRunning)) await sleep(POLL_MS);
  },
  MINUTE_MS,
);
