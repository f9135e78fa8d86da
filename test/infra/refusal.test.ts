/** What SST itself shows of a stage that is none: the sentence that says what to write instead, and nothing is touched. */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ROOT } from "./graph/platform.ts";

const SST = join(ROOT, "node_modules", "sst", "bin", "sst.mjs");
const SENTENCE = '"anna" is no stage of this product: a stage is ENVIRONMENT-global or ENVIRONMENT-REGION';
const ENV = {
  ...process.env,
  SST_TELEMETRY_DISABLED: "1",
  SST_SKIP_DEPENDENCY_CHECK: "true",
  SST_NO_BUN: "true",
};

test("SST refuses a stage that is none, and its log says why", () => {
  const args = [SST, "diff", "--stage", "anna", "--print-logs"];
  const run = spawnSync(process.execPath, args, { cwd: ROOT, env: ENV, encoding: "utf8" });

  expect(run.status).not.toBe(0);
  expect(`${run.stdout}${run.stderr}`.replaceAll('\\"', '"')).toContain(SENTENCE);
});

/** `script` gives a command a terminal; util-linux's takes the command after -c. */
const hasScript = process.platform === "linux" && spawnSync("script", ["--version"]).status === 0;

test.skipIf(!hasScript)("whoever types it sees the sentence without asking for a log", () => {
  const command = `${process.execPath} ${SST} diff --stage anna`;
  const run = spawnSync("script", ["-qec", command, "/dev/null"], { cwd: ROOT, env: ENV, encoding: "utf8" });

  expect(run.status).not.toBe(0);
  expect(run.stdout).toContain(SENTENCE);
});
