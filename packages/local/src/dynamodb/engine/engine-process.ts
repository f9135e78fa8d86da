/**
 * An engine of our own: one process on one database file, started again at once when it dies. Requests that come meanwhile
 * wait a bounded time. A request without an answer for too long means that the engine hangs: it is ended, because only
 * of a dead engine can be said that it will not commit later what it was asked.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { Fault } from "@tandem/kernel";
import type { Engine } from "./engine.ts";
import type { EngineCommand } from "./engine-binary.ts";
import { createEnginePool, type EnginePool } from "./engine-pool.ts";
import { freePort } from "./free-port.ts";
import { endLeftover, forgetPid, notePid } from "./leftover.ts";
import { signalGroup } from "./process-command.ts";
import type { Watchdog } from "./watchdog.ts";

/** An engine answers some 20 ms after its start; a request waits for a restart as long as a patient client would. */
const READY_MS_MAX = 5_000;
const HEALTH_POLL_MS = 4;
/** The first start again is at once; one that keeps dying (a damaged file, a full disk) is tried less and less often. */
const BACKOFF_MS_FIRST = 50;
const BACKOFF_MS_MAX = 2_000;
/** Long enough for the engine to fold its write-ahead log into the file. */
const STOP_MS_MAX = 3_000;

export interface EngineProcessOptions {
  readonly command: EngineCommand;
  readonly databaseFile: string;
  readonly watchdog: Watchdog;
  readonly log: (line: string) => void;
}

export function createEngineProcess(options: EngineProcessOptions): Engine {
  let child: ChildProcess | undefined;
  let pool: EnginePool | undefined;
  let closed = false;
  let lastWords = "";
  let waiting: (() => void)[] = [];
  const ended = supervise();

  async function supervise(): Promise<void> {
    let failures = 0;
    while (!closed) {
      await endLeftover(options.databaseFile);
      const port = await freePort();
      if (closed) return;
      const running = spawnEngine(port);
      const exited = new Promise<void>((resolve) => running.once("exit", () => resolve()));
      if (await answers(port, running)) {
        failures = 0;
        pool = createEnginePool(`http://127.0.0.1:${port}`);
        for (const wake of waiting) wake();
        waiting = [];
      }
      await exited;
      await pool?.close();
      pool = undefined;
      if (running.pid !== undefined) {
        signalGroup(running.pid, "SIGKILL");
        options.watchdog.forget(running.pid);
      }
      if (closed) return;
      failures += 1;
      options.log(
        `The engine of ${options.databaseFile} ended (${lastWords.trim() || "without a word"}); starting it again.`,
      );
      if (failures > 1) await sleep(Math.min(BACKOFF_MS_MAX, BACKOFF_MS_FIRST * 2 ** failures));
    }
  }

  function spawnEngine(port: number): ChildProcess {
    const { command, leadingArguments } = options.command;
    const engineArguments = ["serve", "--host", "127.0.0.1", "--port", String(port), "--db-path", options.databaseFile];
    const started = spawn(command, [...leadingArguments, ...engineArguments], {
      detached: true,
      stdio: ["ignore", "ignore", "pipe"],
    });
    child = started;
    lastWords = "";
    started.stderr?.on("data", (chunk: Buffer) => {
      lastWords = (lastWords + chunk.toString()).slice(-500);
    });
    started.once("error", (error) => {
      lastWords = error.message;
      started.emit("exit");
    });
    if (started.pid !== undefined) {
      notePid(options.databaseFile, started.pid);
      options.watchdog.watch(started.pid, options.databaseFile);
    }
    return started;
  }

  async function ready(): Promise<void> {
    if (pool !== undefined) return;
    let wake = (): void => undefined;
    const woken = new Promise<boolean>((resolve) => {
      wake = () => resolve(true);
    });
    waiting.push(wake);
    const timer = new AbortController();
    const late = sleep(READY_MS_MAX, false, { signal: timer.signal }).catch(() => false);
    const inTime = !closed && (await Promise.race([woken, late]));
    timer.abort();
    waiting = waiting.filter((one) => one !== wake);
    if (!inTime)
      throw away(`The engine of ${options.databaseFile} does not run: ${lastWords.trim() || "no reason given"}`);
  }

  function end(name: NodeJS.Signals): void {
    if (child?.pid !== undefined && child.exitCode === null && child.signalCode === null) signalGroup(child.pid, name);
  }

  return {
    ready,
    async send(request) {
      await ready();
      if (pool === undefined) throw away("The engine ended just now.");
      try {
        return await pool.send(request);
      } catch (error) {
        if (error instanceof Fault && error.code === "timeout") end("SIGKILL");
        throw error;
      }
    },
    pid: () => (child?.exitCode === null && child.signalCode === null ? child.pid : undefined),
    restart: () => end("SIGKILL"),
    async close() {
      closed = true;
      end("SIGTERM");
      const timer = setTimeout(() => end("SIGKILL"), STOP_MS_MAX);
      await ended;
      clearTimeout(timer);
      forgetPid(options.databaseFile);
    },
  };
}

/** Whether the engine began to answer before it ended or its time was up; one that did not is ended. */
async function answers(port: number, running: ChildProcess): Promise<boolean> {
  for (
    let waitedMs = 0;
    waitedMs < READY_MS_MAX && running.exitCode === null && running.pid;
    waitedMs += HEALTH_POLL_MS
  ) {
    try {
      const answer = await fetch(`http://127.0.0.1:${port}/`);
      await answer.arrayBuffer();
      if (answer.status === 200) return true;
    } catch {
      await sleep(HEALTH_POLL_MS);
    }
  }
  if (running.pid !== undefined) signalGroup(running.pid, "SIGKILL");
  return false;
}

function away(message: string): Fault {
  return new Fault({ code: "unavailable", message, retryable: true, mayBeDone: false });
}
