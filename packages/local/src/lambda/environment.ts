/**
 * One execution environment as its host sees it: a process that runs one event at a time and may end at any moment, by itself or
 * because it is ended. It is a process and not a thread because a thread that outgrows its memory faster than V8 can stop it
 * takes the whole program with it; and because ending it is then the same `kill -9` that a region deals out.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { dirname } from "node:path";
import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import { isoTime } from "@tandem/kernel";
import {
  type EnvironmentError,
  type EnvironmentEvent,
  type EnvironmentReply,
  type EnvironmentStart,
  EVENT_FD,
  REPLY_FD,
} from "./environment-message.ts";
import { createFrameReader, encodeFrame } from "./frames.ts";

export interface EnvironmentSettings {
  readonly environmentPath: string;
  readonly bundlePath: string;
  readonly exportName: string;
  readonly functionName: string;
  readonly functionArn: string;
  readonly memoryMb: number;
  readonly variables: Readonly<Record<string, string>>;
  readonly onPrinted: (line: string, requestId: string | undefined) => void;
}

export type EnvironmentAnswer =
  | { readonly kind: "returned"; readonly payload: string }
  | { readonly kind: "threw"; readonly error: EnvironmentError }
  | { readonly kind: "ended"; readonly how: string };

export interface Environment {
  readonly pid: number | undefined;
  /** Resolves when the bundle is imported; with an error when that failed, after which the environment is gone. */
  readonly initialised: Promise<EnvironmentError | undefined>;
  /** Resolves, with how it came, when the environment is gone. */
  readonly ended: Promise<string>;
  run(event: EnvironmentEvent): Promise<EnvironmentAnswer>;
  kill(): Promise<void>;
}

/** What was said last is still in the pipe when the process has gone; a grandchild may hold the pipe open for ever. */
const LAST_WORDS_MS = 250;

export function startEnvironment(settings: EnvironmentSettings): Environment {
  const child = spawnEnvironment(settings);
  const initialised = Promise.withResolvers<EnvironmentError | undefined>();
  const ended = Promise.withResolvers<string>();
  let answer: ((answer: EnvironmentAnswer) => void) | undefined;
  let endedHow: string | undefined;

  const read = createFrameReader<EnvironmentReply>((reply) => {
    if (reply.kind === "printed") settings.onPrinted(reply.line, reply.requestId);
    else if (reply.kind === "ready") initialised.resolve(undefined);
    else if (reply.kind === "init-failed") initialised.resolve(reply.error);
    else answer?.(reply);
  });
  const events = child.stdio[EVENT_FD] as Writable;
  const replies = child.stdio[REPLY_FD] as Readable;
  // What bypasses the captured output, such as the last words of Node itself, still belongs to the function.
  for (const stream of [child.stdout, child.stderr] as Readable[]) {
    createInterface({ input: stream }).on("line", (line) => settings.onPrinted(line, undefined));
  }
  for (const stream of child.stdio) stream?.on("error", () => undefined);
  replies.on("data", read);
  child.on("error", (error) => end(`cannot be started: ${error.message}`));
  child.on("exit", (code, signal) => {
    const how = signal === null ? `exit status ${code}` : `signal: ${signalWord(signal)}`;
    const timer = setTimeout(() => end(how), LAST_WORDS_MS);
    child.on("close", () => {
      clearTimeout(timer);
      end(how);
    });
  });

  function end(how: string): void {
    endedHow ??= how;
    ended.resolve(how);
    answer?.({ kind: "ended", how });
    initialised.resolve({
      errorType: "Runtime.ExitError",
      errorMessage: `Runtime exited with error: ${how}`,
      trace: [],
    });
    for (const stream of child.stdio) stream?.destroy();
  }

  return {
    pid: child.pid,
    initialised: initialised.promise,
    ended: ended.promise,
    run(event) {
      return new Promise((resolve) => {
        answer = resolve;
        if (endedHow !== undefined) resolve({ kind: "ended", how: endedHow });
        else events.write(encodeFrame(event));
      });
    },
    async kill() {
      child.kill("SIGKILL");
      await ended.promise;
    },
  };
}

function spawnEnvironment(settings: EnvironmentSettings): ChildProcess {
  const { environmentPath, bundlePath, exportName, functionName, functionArn, memoryMb, variables } = settings;
  const logStreamName = newLogStreamName();
  const start: EnvironmentStart = { bundlePath, exportName, functionName, functionArn, memoryMb, logStreamName };
  const folder = dirname(bundlePath);
  return spawn(process.execPath, [`--max-old-space-size=${memoryMb}`, environmentPath, JSON.stringify(start)], {
    stdio: ["ignore", "pipe", "pipe", "pipe", "pipe", "pipe"],
    // A home of its own, so that an SDK does not read the settings and credentials of whoever runs this world.
    env: { HOME: folder, LAMBDA_TASK_ROOT: folder, ...variables, AWS_LAMBDA_LOG_STREAM_NAME: logStreamName },
    cwd: folder,
    // A group of its own: Ctrl-C in the terminal reaches the world, which ends its children in order.
    detached: true,
  });
}

/** As CloudWatch names it: the day, the version, and an id of the environment. */
function newLogStreamName(): string {
  const day = isoTime(Date.now()).slice(0, 10).replaceAll("-", "/");
  return `${day}/[$LATEST]${randomBytes(16).toString("hex")}`;
}

/** Lambda's words, where it has one: what used too much memory was `killed`, what gave up by itself `aborted`. */
function signalWord(signal: NodeJS.Signals): string {
  if (signal === "SIGKILL") return "killed";
  return signal === "SIGABRT" ? "aborted" : signal;
}
