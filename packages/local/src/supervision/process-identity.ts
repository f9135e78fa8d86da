/**
 * A pid alone names nobody: the system gives it to another process later. A pid with the moment its process began (and, on
 * Linux, the boot it began in) names one process for ever, so that we only ever end what we started.
 */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

/** Field 22 of /proc/PID/stat, counted after the command's closing bracket, which is field 2. */
const START_TIME_INDEX = 19;
/** Field 3, likewise: `Z` is a process that has ended and waits to be collected. */
const STATE_INDEX = 0;

/** What tells this process from every other that had or will have its pid; nothing when no such process runs. */
export function processIdentity(pid: number): string | undefined {
  return process.platform === "linux" ? linuxIdentity(pid) : otherIdentity(pid);
}

export function isSameProcess(pid: number, identity: string): boolean {
  return processIdentity(pid) === identity;
}

function linuxIdentity(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    if (fields[STATE_INDEX] === "Z") return undefined;
    const boot = readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
    return `${boot} ${fields[START_TIME_INDEX]}`;
  } catch (error) {
    if (isGone(error)) return undefined;
    throw error;
  }
}

function otherIdentity(pid: number): string | undefined {
  try {
    const line = execFileSync("ps", ["-o", "stat=,lstart=", "-p", String(pid)], { encoding: "utf8" }).trim();
    const [state, ...started] = line.split(/\s+/);
    return state === undefined || state.startsWith("Z") ? undefined : started.join(" ");
  } catch {
    // ps ends with 1 when there is no such process, which is the answer.
    return undefined;
  }
}

function isGone(error: unknown): boolean {
  const code = (error as NodeJS.ErrnoException).code;
  return code === "ENOENT" || code === "ESRCH";
}
