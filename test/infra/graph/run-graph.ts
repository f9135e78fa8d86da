/**
 * Runs the real SST program of one stage against a made-up account and gives what it would deploy. Nothing is deployed and no network is asked:
 * Pulumi's engine is replaced by a recorder, and SST's CLI by a small server. So mistakes of the program are seen, and what AWS would refuse is
 * not. The recipe is the CLI's: evaluate `app()`, bundle `run()` with its globals, run it inside a Pulumi stack.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import type { Account } from "./account.ts";
import { describeApp } from "./app-description.ts";
import { createEnding } from "./ending.ts";
import type { Graph } from "./graph.ts";
import { lightenPromises } from "./light-promises.ts";
import { loadPlatform, PLATFORM, ROOT } from "./platform.ts";
import { borrowProcess } from "./process-loan.ts";
import { type RunOfProgram, recordProgram } from "./record-program.ts";
import { createRememberedPrograms } from "./remembered-programs.ts";
import { createSourceEdits, type Edit } from "./source-edits.ts";
import { startSstServer } from "./sst-server.ts";
import { createTurns } from "./turns.ts";

export interface GraphRequest {
  readonly stage: string;
  /** Changes to the program's sources, from the config's folder. */
  readonly edits?: readonly Edit[];
  readonly account?: Account;
  /** Values of `sst.Secret`s, by name. */
  readonly secrets?: Readonly<Record<string, string>>;
  /** Path of the config: the project's own unless a test brings one. */
  readonly config?: string;
  readonly timeoutMs?: number;
}

/** Several times what a large program takes on a slow machine. */
const TIMEOUT_MS = 60_000;
/** SST's secrets reach a program through the environment. */
const SECRET_PREFIX = "SST_SECRET_";
/** A run borrows the process it is in, so there is one at a time. */
const TURNS = createTurns();
const PROGRAMS = createRememberedPrograms();

/** Throws what the program throws, with its message. */
export async function runGraph(request: GraphRequest): Promise<Graph> {
  return await TURNS.take(async () => {
    const work = mkdtempSync(join(tmpdir(), "tandem-graph-"));
    const config = request.config ?? join(ROOT, "sst.config.ts");
    const root = dirname(config);
    const outfile = (kind: "app" | "run") => join(PLATFORM, `tandem-${kind}-${process.pid}-${basename(work)}.mjs`);
    const edits = createSourceEdits(root, request.edits ?? []);
    try {
      const { stage, account = {} } = request;
      return await runOnLoan({ stage, account, config, root, work, edits, outfile }, request);
    } finally {
      // A program that failed may still want to write there; nobody hears of its errors any more.
      for (const path of [work, outfile("app"), outfile("run")]) rmSync(path, { recursive: true, force: true });
    }
  });
}

type Run = Omit<RunOfProgram, "app" | "ending" | "platform" | "logs">;

async function runOnLoan(run: Run, { secrets = {}, timeoutMs = TIMEOUT_MS }: GraphRequest): Promise<Graph> {
  const platform = loadPlatform();
  const server = await startSstServer(run);
  const named = Object.entries(secrets).map(([name, value]) => [`${SECRET_PREFIX}${name}`, value]);
  const loan = borrowProcess({ ...Object.fromEntries(named), SST_SERVER: server.url });
  const returns = [lightenPromises(platform), PROGRAMS.borrow()];
  const ending = createEnding();
  // A store of its own: what a failed program still does, it does to its own.
  const body = () =>
    platform.store.withLocalStorage(async () => {
      const app = await describeApp(platform, run);
      return await recordProgram({ ...run, platform, app, ending, logs: loan.logs });
    });
  try {
    const late = `The program of ${run.stage} did not end within ${timeoutMs / 1_000} s: something in it waits for ever.`;
    return await ending.race(body, { afterMs: timeoutMs, late });
  } finally {
    for (const giveBack of returns) giveBack();
    loan.giveBack();
    server.close();
  }
}
