/** The world's side of the watchdog: starts it, tells it which engines to end with the world, and starts it again if it dies. */
import { type ChildProcess, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

/** A watchdog that cannot start at all must not be started for ever. */
const RESTART_COUNT_MAX = 20;

export interface Watchdog {
  watch(pid: number, mark: string): void;
  forget(pid: number): void;
  pid(): number | undefined;
  close(): void;
}

export function createWatchdog(log: (line: string) => void): Watchdog {
  const watched = new Map<number, string>();
  let restarts = 0;
  let closed = false;
  let child = start();

  function start(): ChildProcess {
    const program = fileURLToPath(new URL("./watchdog-process.ts", import.meta.url));
    const started = spawn(process.execPath, [program], { stdio: ["pipe", "ignore", "ignore"] });
    started.stdin?.on("error", () => undefined);
    started.once("error", (error) => log(`The watchdog did not start: ${error.message}`));
    started.once("exit", () => {
      if (closed || restarts === RESTART_COUNT_MAX) return;
      restarts += 1;
      child = start();
    });
    for (const [pid, mark] of watched) started.stdin?.write(`watch ${pid} ${mark}\n`);
    return started;
  }

  return {
    watch(pid, mark) {
      watched.set(pid, mark);
      child.stdin?.write(`watch ${pid} ${mark}\n`);
    },
    forget(pid) {
      watched.delete(pid);
      child.stdin?.write(`forget ${pid}\n`);
    },
    pid: () => child.pid,
    close() {
      closed = true;
      child.stdin?.end();
    },
  };
}
