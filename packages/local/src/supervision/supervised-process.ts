/**
 * An engine as the world needs it: running. It is started behind the watchdog and a pid file, counts as ready only when it
 * answers, is started again when it dies (at once, then ever more slowly while it keeps dying), and ends with the world.
 */
import { setTimeout as sleep } from "node:timers/promises";
import type { Region } from "@tandem/kernel";
import type { Log } from "../world/log.ts";
import { WorldRefusal } from "../world/refusal.ts";
import type { Launch } from "./gated-spawn.ts";
import { endLeftover, removePidFile } from "./pid-file.ts";
import { type ProcessRun, READY_TIMEOUT_MS, startRun } from "./process-run.ts";
import type { Watchdog } from "./watchdog.ts";

export interface SuperviseProcess {
  /** How a person calls it: `the DynamoDB engine of us-east-1`. */
  readonly name: string;
  readonly region?: Region;
  readonly watchdog: Watchdog;
  /** In the state folder, so that the next start finds a leftover. */
  readonly pidFile: string;
  /** Asked at every start, so that each can have a port of its own. */
  launch(): Launch | Promise<Launch>;
  /** Asked until it says yes; a throw is a no. */
  isReady(): Promise<boolean>;
  readonly log: Log;
}

export interface SupervisedProcess {
  readonly pid: number | undefined;
  /** How often it was started, the first time included. */
  readonly starts: number;
  /** True once it answers; false when that took longer than `boundMs`, or the world closes. */
  whenReady(boundMs: number): Promise<boolean>;
  /** Ends it in order and starts it again; resolves when it answers. */
  restart(): Promise<void>;
  /** SIGKILL, as a test or a drill would; supervision starts it again. */
  kill(): void;
  close(): Promise<void>;
}

/** A kill is a hiccup: the first restart is at once. One that cannot live is not tried in a busy loop. */
const BACKOFF_MS_MIN = 20;
const BACKOFF_MS_MAX = 2_000;
/** Who lived this long had a life, and the backoff begins again. */
const HEALTHY_MS = 5_000;
/** Who answered before it died was able to live, and was more likely killed: a drill that kills it again and again sees it come back. */
const ANSWERED_BACKOFF_MS_MAX = 100;
const POLL_MS = 5;

/** Resolves when it answers; rejects with its last words when the very first start fails. */
export async function superviseProcess(options: SuperviseProcess): Promise<SupervisedProcess> {
  const { name, pidFile, watchdog } = options;
  const say = (level: "event" | "problem", text: string) =>
    options.log({ source: name, level, text, ...(options.region === undefined ? {} : { region: options.region }) });
  const start = async () => await startRun({ ...options, launch: await options.launch() });

  const leftover = await endLeftover(pidFile);
  if (leftover !== undefined) say("event", `ended pid ${leftover}, left over from an earlier start`);
  let closing = false;
  let starts = 1;
  let run = await start();
  if (!(await run.ready)) {
    await run.end();
    await watchdog.release(run.pid);
    removePidFile(pidFile);
    const said = run.lastWords() || "nothing";
    throw new WorldRefusal(
      `${name} did not start: it ${await run.ended}, and said: ${said}\nIf what it keeps is damaged, --fresh begins again.`,
    );
  }
  const running = keepRunning();

  function tryStart(): Promise<ProcessRun> {
    starts += 1;
    return start().catch((error) => {
      say("problem", `cannot be started again: ${error instanceof Error ? error.message : String(error)}`);
      throw error;
    });
  }

  async function keepRunning(): Promise<void> {
    let backoffMs = 0;
    while (!closing) {
      const bornMs = performance.now();
      const ended = await run.ended;
      await watchdog.release(run.pid);
      if (closing) return;
      say("event", `${ended}; starting it again`);
      const mostMs = (await run.ready) ? ANSWERED_BACKOFF_MS_MAX : BACKOFF_MS_MAX;
      backoffMs = performance.now() - bornMs > HEALTHY_MS ? 0 : Math.min(grow(backoffMs), mostMs);
      await sleep(backoffMs);
      run = (await startUntil(() => closing, tryStart)) ?? run;
    }
    await run.end();
  }

  const whenReady = (boundMs: number) => waitUntilReady({ run: () => run, isClosing: () => closing, boundMs });

  async function restart(): Promise<void> {
    const old = run;
    await old.end();
    while (run === old && !closing) await sleep(POLL_MS);
    if (!(await whenReady(READY_TIMEOUT_MS))) throw new Error(`${name} did not come back. It said: ${run.lastWords()}`);
  }

  async function close(): Promise<void> {
    closing = true;
    await run.end();
    await running;
    removePidFile(pidFile);
  }

  return {
    get pid() {
      return run.isEnded() ? undefined : run.pid;
    },
    get starts() {
      return starts;
    },
    whenReady,
    restart,
    kill: () => run.kill(),
    close,
  };
}

/** Also waits for the next life, when this one ends meanwhile. */
async function waitUntilReady(options: {
  readonly run: () => ProcessRun;
  readonly isClosing: () => boolean;
  readonly boundMs: number;
}): Promise<boolean> {
  const until = performance.now() + options.boundMs;
  while (!options.isClosing() && performance.now() < until) {
    const run = options.run();
    const answers = await Promise.race([run.ready, sleep(until - performance.now(), false)]);
    if (answers && !run.isEnded()) return true;
    await sleep(POLL_MS);
  }
  return false;
}

/** Tries ever more slowly, since a disk that is full or a program being replaced may mend; nothing when the world closes first. */
async function startUntil(isClosing: () => boolean, start: () => Promise<ProcessRun>): Promise<ProcessRun | undefined> {
  for (let backoffMs = grow(0); !isClosing(); backoffMs = grow(backoffMs)) {
    const run = await start().catch(() => undefined);
    if (run !== undefined) return run;
    await sleep(backoffMs);
  }
  return undefined;
}

function grow(backoffMs: number): number {
  return Math.min(Math.max(backoffMs * 2, BACKOFF_MS_MIN), BACKOFF_MS_MAX);
}
