/**
 * An engine that outlived its world still holds the database file, and what it does with a write it had in hand would
 * come after the next world has looked. So the pid is written beside the file, and a start first ends what is left there,
 * once it is sure that the process is that engine and no other.
 */
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { Fault } from "@tandem/kernel";
import { isAlive, processCommand, signalGroup } from "./process-command.ts";

const POLL_MS = 5;
/** A killed process is gone within milliseconds; a machine that needs longer is in trouble. */
const END_MS_MAX = 5_000;

function pidFile(databaseFile: string): string {
  return `${databaseFile}.pid`;
}

export function notePid(databaseFile: string, pid: number): void {
  writeFileSync(pidFile(databaseFile), `${pid}\n`);
}

export function forgetPid(databaseFile: string): void {
  rmSync(pidFile(databaseFile), { force: true });
}

/** Ends the engine that a former world left on this file; the pid that was ended, or undefined. */
export async function endLeftover(databaseFile: string): Promise<number | undefined> {
  const pid = notedPid(databaseFile);
  if (pid === undefined || !processCommand(pid).includes(databaseFile)) return undefined;
  signalGroup(pid, "SIGKILL");
  for (let waitedMs = 0; isAlive(pid) && processCommand(pid).includes(databaseFile); waitedMs += POLL_MS) {
    if (waitedMs > END_MS_MAX) {
      throw new Fault({
        code: "unavailable",
        message: `Process ${pid}, the engine of a former world, holds ${databaseFile} and does not end. End it, then start again.`,
        retryable: false,
        mayBeDone: false,
      });
    }
    await sleep(POLL_MS);
  }
  return pid;
}

function notedPid(databaseFile: string): number | undefined {
  try {
    const pid = Number.parseInt(readFileSync(pidFile(databaseFile), "utf8"), 10);
    return Number.isSafeInteger(pid) && pid > 1 ? pid : undefined;
  } catch {
    return undefined;
  }
}
