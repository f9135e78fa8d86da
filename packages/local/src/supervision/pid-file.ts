/**
 * The second net under the watchdog: a supervised process is written down with its identity before it does anything, so that
 * the next start finds and ends a leftover that may still hold the database file. It ends only what it wrote down itself.
 */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { endProcess } from "./end-process.ts";
import { isSameProcess, processIdentity } from "./process-identity.ts";

export function writePidFile(path: string, pid: number): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `${pid} ${processIdentity(pid) ?? "ended"}\n`);
}

export function removePidFile(path: string): void {
  rmSync(path, { force: true });
}

/** Ends the process that an earlier start wrote down, if it still runs; returns its pid when it did. */
export async function endLeftover(path: string): Promise<number | undefined> {
  const written = readPidFile(path);
  if (written === undefined || !isSameProcess(written.pid, written.identity)) return undefined;
  await endProcess(written);
  return written.pid;
}

function readPidFile(path: string): { pid: number; identity: string } | undefined {
  try {
    const [pid, ...identity] = readFileSync(path, "utf8").trim().split(" ");
    return { pid: Number(pid), identity: identity.join(" ") };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}
