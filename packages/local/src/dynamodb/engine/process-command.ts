/**
 * The command line of a running process, to be sure that a pid still is the engine it was: pids are used again, and ending
 * a stranger's process because a file named its pid would be unforgivable.
 */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

/** The command line of `pid`, arguments parted by spaces; empty if there is no such process or it cannot be read. */
export function processCommand(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ");
  } catch {
    return commandFromPs(pid);
  }
}

/** For systems without /proc, such as macOS. */
function commandFromPs(pid: number): string {
  if (process.platform === "linux") return "";
  try {
    return execFileSync("ps", ["-o", "command=", "-p", String(pid)], { encoding: "utf8" });
  } catch {
    return "";
  }
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Sends a signal to the process group that `pid` leads, if it is still there: npx starts the engine as a child of its own. */
export function signalGroup(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(-pid, name);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ESRCH")) throw error;
  }
}
