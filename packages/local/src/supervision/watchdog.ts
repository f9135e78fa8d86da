/**
 * Children must not outlive their world, and a world that is ended with `kill -9` can tidy nothing. So a second process holds a
 * pipe to the world, knows the children's pids, and ends them when the pipe closes: the system closes it whatever happens.
 * One watchdog serves a whole world; if somebody ends it, another takes its place and is told the same pids.
 */
import { type ChildProcessByStdio, spawn } from "node:child_process";
import { once } from "node:events";
import type { Writable } from "node:stream";
import { fileURLToPath } from "node:url";
import { must } from "@tandem/kernel";
import { processIdentity } from "./process-identity.ts";

export interface Watchdog {
  /** The watchdog's own pid at this moment. */
  readonly pid: number;
  /** Resolves once the watchdog will end this process with the world, even if the world is killed right after. */
  guard(pid: number): Promise<void>;
  /** The process has ended, or its end is somebody else's business from now on. */
  release(pid: number): Promise<void>;
  /** Ends what is still guarded, then the watchdog. */
  close(): Promise<void>;
}

type Child = ChildProcessByStdio<Writable, null, null>;

export async function startWatchdog(): Promise<Watchdog> {
  const guarded = new Map<number, string>();
  let closing = false;
  let child = await spawnWatchdog();
  replaceWhenItEnds();

  function replaceWhenItEnds(): void {
    child.once("exit", async () => {
      if (closing) return;
      child = await spawnWatchdog();
      replaceWhenItEnds();
      for (const [pid, identity] of guarded) await tell(child, `guard ${pid} ${identity}`);
    });
  }

  return {
    get pid() {
      return must(child.pid, "a spawned process has a pid");
    },
    async guard(pid) {
      const identity = processIdentity(pid);
      if (identity === undefined) return;
      guarded.set(pid, identity);
      await tell(child, `guard ${pid} ${identity}`);
    },
    async release(pid) {
      guarded.delete(pid);
      await tell(child, `release ${pid}`);
    },
    async close() {
      closing = true;
      const ended = hasEnded(child) ? undefined : once(child, "exit");
      child.ref();
      child.stdin.end();
      await ended;
    },
  };
}

async function spawnWatchdog(): Promise<Child> {
  const entry = fileURLToPath(new URL("./watchdog-process.ts", import.meta.url));
  // `detached` gives it a process group of its own, so that a signal to the terminal's group does not reach it.
  const child = spawn(process.execPath, [entry], { stdio: ["pipe", "ignore", "ignore"], detached: true, env: {} });
  // A write that meets a watchdog just ended fails here; its successor is told everything again.
  child.stdin.on("error", () => undefined);
  await once(child, "spawn");
  child.unref();
  return child;
}

async function tell(child: Child, line: string): Promise<void> {
  if (hasEnded(child)) return;
  await new Promise<void>((resolve) => child.stdin.write(`${line}\n`, () => resolve()));
}

function hasEnded(child: Child): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}
