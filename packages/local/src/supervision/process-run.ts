/**
 * One life of a supervised process: from its start, over the moment it answers, to its end and its last words.
 */
import { once } from "node:events";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import { must } from "@tandem/kernel";
import { endProcess } from "./end-process.ts";
import { type Launch, spawnGated } from "./gated-spawn.ts";
import { writePidFile } from "./pid-file.ts";
import { isSameProcess, processIdentity } from "./process-identity.ts";
import type { Watchdog } from "./watchdog.ts";

export interface ProcessRun {
  readonly pid: number;
  /** True once it answers; false when it ended first or took too long. */
  readonly ready: Promise<boolean>;
  /** Resolves with how it ended: `ended with code 1`, `was ended by SIGKILL`. */
  readonly ended: Promise<string>;
  isEnded(): boolean;
  /** What it printed last, in one line. */
  lastWords(): string;
  end(): Promise<void>;
  kill(): void;
}

/** An engine that is not ready by then will not be: the slowest, fauxqs with a large folder, takes under a second. */
export const READY_TIMEOUT_MS = 15_000;
const READY_POLL_MS = 5;
/** Enough to see why it died, and bounded. */
const LAST_LINES = 5;
/** Its last words arrive right after its end; a grandchild that holds the pipe is not waited for. */
const DRAIN_MS = 200;

export interface StartRun {
  readonly launch: Launch;
  readonly watchdog: Watchdog;
  readonly pidFile: string;
  isReady(): Promise<boolean>;
}

export async function startRun({ launch, watchdog, pidFile, isReady }: StartRun): Promise<ProcessRun> {
  const { child, pid, go } = await spawnGated(launch);
  const identity = must(processIdentity(pid), "a process that waits for its go has not ended");
  const lastLines: string[] = [];
  for (const stream of [child.stdout, child.stderr]) keepLastLines(stream, lastLines);
  const drained = once(child, "close");
  const ended = once(child, "exit").then(async ([code, signal]) => {
    await Promise.race([drained, sleep(DRAIN_MS)]);
    return signal === null ? `ended with code ${code}` : `was ended by ${signal}`;
  });
  // The system knows of the end before this process hears of it, and nobody may take the dead one for ready in between.
  const isEnded = () => child.exitCode !== null || child.signalCode !== null || !isSameProcess(pid, identity);

  await watchdog.guard(pid);
  writePidFile(pidFile, pid);
  go();
  return {
    pid,
    ready: pollReady(isReady, isEnded),
    ended,
    isEnded,
    lastWords: () => lastLines.join(" | "),
    async end() {
      await endProcess({ pid, identity });
      await ended;
    },
    kill: () => child.kill("SIGKILL"),
  };
}

async function pollReady(isReady: () => Promise<boolean>, isEnded: () => boolean): Promise<boolean> {
  const until = performance.now() + READY_TIMEOUT_MS;
  while (!isEnded() && performance.now() < until) {
    if (await isReady().catch(() => false)) return !isEnded();
    await sleep(READY_POLL_MS);
  }
  return false;
}

function keepLastLines(stream: Readable, lastLines: string[]): void {
  createInterface({ input: stream }).on("line", (line) => {
    lastLines.push(line);
    if (lastLines.length > LAST_LINES) lastLines.shift();
  });
}
