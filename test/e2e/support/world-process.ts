/**
 * A world as its user has it: the command in a process of its own, with state of its own. Tests start it, end it politely or kill
 * it, and start it again on what it left.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { freePortBase } from "@tandem/scripts/free-port-base";
import { createWorldClient, type WorldClient } from "./world-client.ts";

export const ROOT = fileURLToPath(new URL("../../..", import.meta.url));
/** Starting takes a few seconds; under the load of other tests, more. */
const READY_MS_MAX = 60_000;
const END_MS_MAX = 20_000;

export interface WorldProcess {
  readonly client: WorldClient;
  readonly portBase: number;
  readonly stateDirectory: string;
  readonly pid: number;
  /** Everything it has said. */
  output(): string;
  /** The engines' pids, by their pid files; read at this moment. */
  enginePids(): readonly number[];
  start(...args: readonly string[]): Promise<void>;
  /** Ctrl-C; resolves with the exit code. */
  stop(): Promise<number | null>;
  kill(): Promise<void>;
  /** Ends it and removes its state. */
  dispose(): Promise<void>;
}

export interface WorldProcessOptions {
  readonly speed?: number;
  /** Through `scripts/run.mjs`, as npm calls it; the process is then the bootstrap's, and the world is its child. */
  readonly throughBootstrap?: boolean;
}

export async function createWorldProcess({
  speed = 1,
  throughBootstrap = false,
}: WorldProcessOptions = {}): Promise<WorldProcess> {
  const portBase = await freePortBase(2);
  const stateDirectory = mkdtempSync(join(tmpdir(), "tandem-e2e-"));
  const state = join(stateDirectory, "state");
  let child: ChildProcess | undefined;
  let output = "";

  async function end(signal: NodeJS.Signals): Promise<number | null> {
    const ending = child;
    if (ending === undefined || ending.exitCode !== null || ending.signalCode !== null) return ending?.exitCode ?? null;
    const exited = once(ending, "exit", { signal: AbortSignal.timeout(END_MS_MAX) });
    ending.kill(signal);
    const [code] = await exited;
    return code;
  }

  return {
    client: createWorldClient(portBase),
    portBase,
    stateDirectory: state,
    get pid() {
      return child?.pid ?? 0;
    },
    output: () => output,
    enginePids: () => findPidFiles(state).flatMap(readPid),
    async start(...args) {
      output = "";
      const flags = ["--port-base", String(portBase), "--state", state, "--speed", String(speed), ...args];
      child = throughBootstrap ? runCommand("run.mjs", ["start", ...flags]) : runCommand("start.ts", flags);
      for (const stream of [child.stdout, child.stderr]) {
        stream?.on("data", (data) => {
          output += data;
        });
      }
      await untilReady(child, () => output);
    },
    stop: () => end("SIGINT"),
    kill: async () => void (await end("SIGKILL")),
    async dispose() {
      await end("SIGINT");
      rmSync(stateDirectory, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** A command of `scripts/`, as the bootstrap runs it. */
export function runCommand(script: string, args: readonly string[]): ChildProcess {
  return spawn(process.execPath, ["--disable-warning=ExperimentalWarning", join(ROOT, "scripts", script), ...args], {
    cwd: ROOT,
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, NODE_COMPILE_CACHE: join(ROOT, "node_modules", ".cache", "compiled") },
  });
}

/** What a command that ends by itself said, and its exit code. */
export async function runToEnd(
  script: string,
  args: readonly string[],
): Promise<{ code: number | null; output: string }> {
  const child = runCommand(script, args);
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on("data", (data) => {
      output += data;
    });
  }
  const [code] = await once(child, "close", { signal: AbortSignal.timeout(READY_MS_MAX) });
  return { code, output };
}

async function untilReady(child: ChildProcess, output: () => string): Promise<void> {
  const until = performance.now() + READY_MS_MAX;
  while (!output().includes("Ready in")) {
    if (child.exitCode !== null || performance.now() > until) throw new Error(`the world is not ready:\n${output()}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

function findPidFiles(directory: string): readonly string[] {
  const entries = readdirSync(directory, { recursive: true, encoding: "utf8" });
  return entries.filter((entry) => entry.endsWith(".pid")).map((entry) => join(directory, entry));
}

function readPid(path: string): readonly number[] {
  try {
    const pid = Number(readFileSync(path, "utf8").split(" ")[0]);
    return pid > 0 ? [pid] : [];
  } catch {
    // It ended between the look at the folder and this.
    return [];
  }
}
