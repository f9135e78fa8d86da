import { EventEmitter } from "node:events";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createInterruption } from "./interruption.ts";
import { deployStage } from "./sst-process.ts";

const STAGE = "production-us-west-2";
const FAKE_SST = fileURLToPath(new URL("testing/fake-sst.mjs", import.meta.url));
/** SST's own launcher, which starts whatever SST_BIN_PATH names. */
const LAUNCHER = fileURLToPath(new URL("../../node_modules/sst/bin/sst.mjs", import.meta.url));

let root = "";
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "sst-"));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const log = () => readFileSync(join(root, "fake-sst.log"), "utf8").trim().split("\n");

/** Deploys with SST doing as it is told; `signals` are what a terminal would send. */
function start(does: object, program = FAKE_SST) {
  writeFileSync(join(root, "fake-sst.json"), JSON.stringify({ [STAGE]: does }));
  const signals = new EventEmitter();
  let elapsedMs = 0;
  const interruption = createInterruption(signals, () => elapsedMs);
  const told: string[] = [];
  const environment = { ...process.env, SST_BIN_PATH: FAKE_SST };
  const options = { root, program, environment, interruption, tell: (line: string) => told.push(line) };
  const end = deployStage(STAGE, options).finally(() => interruption.close());
  return { signals, told, end, later: (ms: number) => (elapsedMs += ms) };
}

test("what SST says is told line by line, and its outputs are the answer", async () => {
  const { end, told } = start({ outputs: { region: "us-west-2" } });

  expect(await end).toEqual({ ok: true, value: { region: "us-west-2" } });
  expect(told).toEqual([`Deploying ${STAGE}`]);
});

test("outputs that an earlier deployment left are not taken for this one's", async () => {
  mkdirSync(join(root, ".sst"));
  writeFileSync(join(root, ".sst", "outputs.json"), '{"region":"us-west-2"}');

  expect(await start({}).end).toMatchObject({
    ok: false,
    refusal: { reason: expect.stringContaining("no .sst/outputs.json") },
  });
});

test("outputs that are no object are none", async () => {
  expect(await start({ outputs: [] }).end).toMatchObject({ ok: false });
});

test("a deployment that fails is told with the last that SST said", async () => {
  const end = await start({ outputs: { region: "us-west-2" }, code: 3 }).end;

  expect(end).toEqual({
    ok: false,
    refusal: { reason: `SST failed (code 3): Deploying ${STAGE} / AccessDenied: not allowed to do that` },
  });
});

test("Ctrl-C reaches SST once, however many copies of it arrive, and through its launcher", async () => {
  const { signals, told, end } = start({ waits: true }, LAUNCHER);
  await vi.waitUntil(() => told.length > 0, { timeout: 20_000 });

  signals.emit("SIGINT");
  // Not in one breath, since the kernel makes one of two signals that are.
  await vi.waitUntil(() => told.includes("Interrupted, cleaning up"), { timeout: 20_000 });
  signals.emit("SIGINT");
  signals.emit("disconnect");

  expect(await end).toMatchObject({ ok: false, refusal: { reason: expect.stringContaining("interrupted while SST") } });
  expect(log()).toEqual([`deploy ${STAGE}`, `SIGINT ${STAGE}`]);
});

test("a second Ctrl-C that is meant reaches SST, too", async () => {
  const { signals, told, end, later } = start({ waits: true });
  await vi.waitUntil(() => told.length > 0, { timeout: 20_000 });

  signals.emit("SIGINT");
  await vi.waitUntil(() => told.includes("Interrupted, cleaning up"), { timeout: 20_000 });
  later(1_000);
  signals.emit("SIGINT");

  await end;
  expect(log()).toEqual([`deploy ${STAGE}`, `SIGINT ${STAGE}`, `SIGINT ${STAGE}`]);
});
