#!/usr/bin/env node
/**
 * Stands for SST in tests: it writes down each stage and each signal, and does with a stage as `fake-sst.json` in its folder says: writes outputs,
 * fails, or waits to be interrupted.
 */
import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";

const stage = process.argv[process.argv.indexOf("--stage") + 1];
const note = (text) => appendFileSync("fake-sst.log", `${text}\n`);
const { outputs, code = 0, waits = false } = JSON.parse(readFileSync("fake-sst.json", "utf8"))[stage] ?? {};

process.on("SIGINT", () => {
  note(`SIGINT ${stage}`);
  console.error("Interrupted, cleaning up");
  // A second one would come within this time.
  setTimeout(() => process.exit(1), 300);
});
note(`${process.argv[2]} ${stage}`);
console.log(`Deploying ${stage}`);
if (outputs !== undefined) {
  mkdirSync(".sst", { recursive: true });
  writeFileSync(".sst/outputs.json", JSON.stringify(outputs));
}
if (waits) setInterval(() => undefined, 1_000);
else {
  if (code !== 0) console.error("AccessDenied: not allowed to do that");
  process.exitCode = code;
}
