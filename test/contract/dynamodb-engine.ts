/**
 * A DynamoDB engine for the contract tests: the endpoint named by `TANDEM_DYNAMODB_ENGINE_URL`, or else a `dynoxide` process
 * of its own, in memory, that ends when the tests end and when they are killed.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

const READY_TIMEOUT_MS = 10_000;
const READY_POLL_MS = 10;
/** The shell waits for its input to end, which it does when the tests are gone, however they went. */
const UNTIL_INPUT_ENDS = '"$0" --host 127.0.0.1 --port "$1" >/dev/null & engine=$!; cat >/dev/null; kill "$engine"';

export interface DynamodbEngine {
  readonly url: string;
  close(): Promise<void>;
}

export async function openDynamodbEngine(): Promise<DynamodbEngine> {
  const given = process.env["TANDEM_DYNAMODB_ENGINE_URL"];
  if (given !== undefined) return { url: given, close: async () => undefined };
  const port = await freePort();
  const child = spawn("/bin/sh", ["-c", UNTIL_INPUT_ENDS, findBinary(), String(port)], {
    stdio: ["pipe", "ignore", "pipe"],
  });
  const url = `http://127.0.0.1:${port}`;
  await untilReady(url, child);
  return {
    url,
    close: () =>
      new Promise((resolve) => {
        child.once("exit", () => resolve());
        child.stdin?.end();
      }),
  };
}

function findBinary(): string {
  const local = createRequire(new URL("../../packages/local/package.json", import.meta.url));
  try {
    return local.resolve(`@dynoxide/${process.platform}-${process.arch}/dynoxide`);
  } catch (cause) {
    const message = `no dynoxide for ${process.platform}-${process.arch}: set TANDEM_DYNAMODB_ENGINE_URL to a DynamoDB endpoint`;
    throw new Error(message, { cause });
  }
}

async function untilReady(url: string, child: ChildProcess): Promise<void> {
  const said: string[] = [];
  child.stderr?.on("data", (chunk) => said.push(String(chunk)));
  const giveUpAt = performance.now() + READY_TIMEOUT_MS;
  while (performance.now() < giveUpAt && child.exitCode === null) {
    const answer = await fetch(url).catch(() => undefined);
    if (answer?.ok === true) return;
    await sleep(READY_POLL_MS);
  }
  throw new Error(`the engine at ${url} was not ready within ${READY_TIMEOUT_MS} ms: ${said.join("")}`);
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address !== null ? address.port : 0));
    });
  });
}
