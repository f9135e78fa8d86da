import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePortBase } from "@tandem/scripts/free-port-base";
import { afterEach, beforeEach, expect, test } from "vitest";
import { eventually } from "./support/eventually.ts";
import { ROOT } from "./support/world-process.ts";

/** Less than the grace of the bootstrap: nothing may wait for that to be over. */
const END_MS_MAX = 8_000;

interface Started {
  readonly npm: ChildProcess;
  readonly pid: number;
  output(): string;
  /** Whether npm, its shells, the bootstrap and the world are gone: each of them holds what this reads. */
  areAllGone(): boolean;
}

let directory: string;
let portBase: number;
let started: Started | undefined;
beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), "tandem-npm-"));
  portBase = await freePortBase(2);
});
afterEach(async () => {
  if (started?.areAllGone() === false) signalGroup(started.pid, "SIGKILL");
  started = undefined;
  rmSync(directory, { recursive: true, force: true, maxRetries: 5 });
});

/** In a process group of its own, as a terminal's shell does it. */
function npmStart(): Started {
  const args = ["start", "--", "--port-base", String(portBase), "--state", join(directory, "state")];
  const npm = spawn("npm", args, { cwd: ROOT, detached: true, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  let areAllGone = false;
  for (const stream of [npm.stdout, npm.stderr]) {
    stream.on("data", (data) => {
      output += data;
    });
  }
  npm.once("close", () => {
    areAllGone = true;
  });
  started = { npm, pid: npm.pid ?? 0, output: () => output, areAllGone: () => areAllGone };
  return started;
}

function signalGroup(pid: number, signal: NodeJS.Signals): void {
  if (pid > 0) process.kill(-pid, signal);
}

test.each([
  ["Ctrl-C", ({ pid }: Started) => signalGroup(pid, "SIGINT")],
  ["kill -9 of npm", ({ npm }: Started) => npm.kill("SIGKILL")],
  ["kill of npm", ({ npm }: Started) => npm.kill("SIGTERM")],
])("%s ends npm and the world within seconds, and nothing stays behind", async (_, end) => {
  const world = npmStart();
  await eventually({ what: "ready", look: world.output, holds: (text) => text.includes("Ready in"), boundMs: 60_000 });

  end(world);

  await eventually({ what: "all to be gone", look: world.areAllGone, holds: Boolean, boundMs: END_MS_MAX });
  await expect(fetch(`http://127.0.0.1:${portBase}/products`)).rejects.toThrow();
});

test("a start that is refused ends npm with code 2, and nothing stays behind", async () => {
  const other = createServer().listen(portBase + 101, "127.0.0.1");
  await once(other, "listening");
  try {
    const world = npmStart();

    await eventually({ what: "all to be gone", look: world.areAllGone, holds: Boolean, boundMs: 60_000 });

    expect(world.npm.exitCode, world.output()).toBe(2);
    expect(world.output()).toContain(`Port ${portBase + 101}`);
  } finally {
    other.close();
  }
});
