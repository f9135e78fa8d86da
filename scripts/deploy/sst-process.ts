/**
 * `sst deploy` as a process of its own. It leads a process group, so that Ctrl-C reaches it once and through us: a terminal and npm
 * would each send their copy, and SST takes a second one as "stop at once", which leaves half-made resources behind.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { done, HOUR_MS, refused } from "@tandem/kernel";
import { reasonOf } from "./aws-client.ts";
import type { Interruption } from "./interruption.ts";
import { isObject } from "./json-answer.ts";
import { OUTPUTS_FILE } from "./sst-layout.ts";
import type { Deployed } from "./walk-ports.ts";

/** The longest that anything of ours waits for in AWS is a certificate, and that is 75 minutes. */
const DEPLOY_MS_MAX = 3 * HOUR_MS;
const LAST_LINES = 3;

export interface SstOptions {
  /** The root of the project, where SST works. */
  readonly root: string;
  /** SST's own launcher. */
  readonly program: string;
  readonly environment: NodeJS.ProcessEnv;
  readonly interruption: Interruption;
  /** What SST says, line by line. */
  readonly tell: (line: string) => void;
}

export async function deployStage(stage: string, options: SstOptions): Promise<Deployed> {
  const outputsFile = join(options.root, OUTPUTS_FILE);
  // What another stage, or an earlier deployment, has left must not be taken for this one's.
  await rm(outputsFile, { force: true });
  const end = await runSst(stage, options);
  if (end.code !== 0) {
    const said = end.lastLines.length === 0 ? "" : `: ${end.lastLines.join(" / ")}`;
    if (options.interruption.signal.aborted)
      return refused({ reason: `interrupted while SST was deploying it${said}` });
    return refused({
      reason: `SST failed (${end.code === null ? `ended by ${end.signal}` : `code ${end.code}`})${said}`,
    });
  }
  try {
    const outputs: unknown = JSON.parse(await readFile(outputsFile, "utf8"));
    return isObject(outputs) ? done(outputs) : refused({ reason: `${OUTPUTS_FILE} holds no outputs` });
  } catch (error) {
    return refused({ reason: `SST has written no ${OUTPUTS_FILE} that can be read (${reasonOf(error)})` });
  }
}

interface SstEnd {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly lastLines: readonly string[];
}

function runSst(stage: string, options: SstOptions): Promise<SstEnd> {
  const child = spawn(process.execPath, [options.program, "deploy", "--stage", stage], {
    cwd: options.root,
    stdio: ["ignore", "pipe", "pipe"],
    // What is deployed where is nobody's business: SST tells its makers unless it is told not to.
    env: { SST_TELEMETRY_DISABLED: "1", ...options.environment },
    detached: true,
  });
  const lastLines: string[] = [];
  const hear = (line: string) => {
    const text = line.trimEnd();
    if (text === "") return;
    options.tell(text);
    lastLines.push(text.trim());
    if (lastLines.length > LAST_LINES) lastLines.shift();
  };
  const streams = [linesOf(child.stdout, hear), linesOf(child.stderr, hear)];
  const stopListening = options.interruption.onEach(() => interruptGroup(child));
  const timer = setTimeout(() => interruptGroup(child), DEPLOY_MS_MAX);
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code, signal) => {
      clearTimeout(timer);
      stopListening();
      for (const stream of streams) stream.close();
      resolve({ code, signal, lastLines });
    });
  });
}

function linesOf(stream: Readable, hear: (line: string) => void) {
  return createInterface({ input: stream }).on("line", hear);
}

/** The launcher sleeps while SST runs and hands nothing on, so the whole group is told. */
function interruptGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, "SIGINT");
  } catch (error) {
    // It ended in this moment.
    if (!(error instanceof Error && "code" in error && error.code === "ESRCH")) throw error;
  }
}
