/**
 * One region's SQS engine as its shim calls it: an action and its input, in, and the output or a refusal, out. The engine is a
 * supervised process; a call that meets it while it starts again waits for it, one whose answer was lost is refused.
 */
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Region } from "@tandem/kernel";
import { Agent, type Dispatcher, request } from "undici";
import { type SupervisedProcess, superviseProcess } from "../supervision/supervised-process.ts";
import type { Watchdog } from "../supervision/watchdog.ts";
import type { Log } from "../world/log.ts";
import { engineAway, SqsRefusal } from "./sqs-refusal.ts";

export type SqsInput = Readonly<Record<string, unknown>>;
export type SqsOutput = Readonly<Record<string, unknown>>;

export interface SqsEngine {
  readonly process: SupervisedProcess;
  call(action: string, input: SqsInput): Promise<SqsOutput>;
  close(): Promise<void>;
}

export interface SqsEngineOptions {
  readonly region: Region;
  readonly directory: string;
  readonly speed: number;
  readonly watchdog: Watchdog;
  readonly log: Log;
}

/** A restart takes a third of a second; an SDK gives up after a few. */
const AWAY_MS_MAX = 5_000;
/** Longer than the longest long poll, which is 20 s. */
const ANSWER_MS_MAX = 30_000;
const ENTRY = fileURLToPath(new URL("./engine-process.ts", import.meta.url));

export async function startSqsEngine({
  region,
  directory,
  speed,
  watchdog,
  log,
}: SqsEngineOptions): Promise<SqsEngine> {
  mkdirSync(directory, { recursive: true });
  const portFile = join(directory, "port");
  // Long polls hold connections, so that there is no bound on how many there are.
  const agent = new Agent({ connections: null, headersTimeout: ANSWER_MS_MAX, bodyTimeout: ANSWER_MS_MAX });
  const start = { directory, region, portFile, speed };
  const engine = await superviseProcess({
    name: `the SQS engine of ${region}`,
    region,
    watchdog,
    log,
    pidFile: join(directory, "engine.pid"),
    launch() {
      rmSync(portFile, { force: true });
      return {
        command: process.execPath,
        args: ["--disable-warning=ExperimentalWarning", ENTRY, JSON.stringify(start)],
      };
    },
    async isReady() {
      const { statusCode, body } = await request(`${origin(portFile)}/health`, { dispatcher: agent });
      await body.dump();
      return statusCode === 200;
    },
  });

  async function send(action: string, input: SqsInput): Promise<Dispatcher.ResponseData> {
    const until = performance.now() + AWAY_MS_MAX;
    for (;;) {
      try {
        return await request(origin(portFile), {
          method: "POST",
          dispatcher: agent,
          headers: engineHeaders(action, region),
          body: JSON.stringify(input),
        });
      } catch (error) {
        // Only what surely never arrived is sent again.
        if (!neverArrived(error)) throw engineAway(error instanceof Error ? error.message : String(error));
        if (!(await engine.whenReady(until - performance.now()))) throw engineAway("it is being started again");
      }
    }
  }

  return {
    process: engine,
    async call(action, input) {
      const { statusCode, body } = await send(action, input);
      const text = await body.text().catch((error: Error) => Promise.reject(engineAway(error.message)));
      const output = parse(text);
      if (statusCode === 200) return output;
      throw refusalOf(statusCode, output);
    },
    async close() {
      await engine.close();
      await agent.destroy();
      rmSync(portFile, { force: true });
    },
  };
}

/** Read anew at each call, since each start of the engine has another port. */
function origin(portFile: string): string {
  return `http://127.0.0.1:${readFileSync(portFile, "utf8")}`;
}

/** The engine takes the region from the signature; ours says the one it is for, whatever a client signed. */
function engineHeaders(action: string, region: Region): Record<string, string> {
  return {
    "content-type": "application/x-amz-json-1.0",
    "x-amz-target": `AmazonSQS.${action}`,
    authorization: `AWS4-HMAC-SHA256 Credential=local/20260101/${region}/sqs/aws4_request`,
  };
}

function neverArrived(error: unknown): boolean {
  const code = (error as NodeJS.ErrnoException).code;
  return code === "ECONNREFUSED" || code === "ENOENT";
}

function parse(text: string): SqsOutput {
  return text === "" ? {} : JSON.parse(text);
}

function refusalOf(status: number, output: SqsOutput): SqsRefusal {
  const code = String(output["__type"] ?? "InternalError").replace(/^.*#/, "");
  return new SqsRefusal(code, String(output["message"] ?? "the engine gave no reason"), status);
}
