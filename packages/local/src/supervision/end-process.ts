/**
 * Ends one process for certain: asks first, so that it can finish what it writes, then insists. It looks again before each
 * signal whether the pid is still the process that was meant.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { isSameProcess } from "./process-identity.ts";

/** An engine closes its database within this, or was hung; a person who pressed Ctrl-C still waits. */
export const GRACE_MS = 2_000;
/** How long the system may take to bury a process that was killed. */
const BURIAL_MS = 5_000;
const POLL_MS = 10;

export interface EndProcess {
  readonly pid: number;
  readonly identity: string;
  readonly graceMs?: number;
}

/** True when the process is gone at the end. */
export async function endProcess({ pid, identity, graceMs = GRACE_MS }: EndProcess): Promise<boolean> {
  if (graceMs > 0) {
    signal(pid, identity, "SIGTERM");
    if (await isGoneWithin(pid, identity, graceMs)) return true;
  }
  signal(pid, identity, "SIGKILL");
  return await isGoneWithin(pid, identity, BURIAL_MS);
}

function signal(pid: number, identity: string, name: "SIGTERM" | "SIGKILL"): void {
  if (!isSameProcess(pid, identity)) return;
  try {
    process.kill(pid, name);
  } catch (error) {
    // It ended between the look and the signal.
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}

async function isGoneWithin(pid: number, identity: string, boundMs: number): Promise<boolean> {
  const until = performance.now() + boundMs;
  while (isSameProcess(pid, identity)) {
    if (performance.now() > until) return false;
    await sleep(POLL_MS);
  }
  return true;
}
