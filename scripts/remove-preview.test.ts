/** Removing a preview: in which order, and what is refused. A small program stands for SST and writes down how it is called. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";

const SCRIPT = fileURLToPath(new URL("remove-preview.ts", import.meta.url));
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "tandem-remove-preview-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test("a region goes before what it shares with the others", () => {
  const run = removePreview(["pr-12"]);

  expect(run.calls).toEqual(["remove --stage pr-12-us-west-2", "remove --stage pr-12-global"]);
  expect(run).toMatchObject({ code: 0, out: "Removed pr-12-us-west-2, then pr-12-global.\n" });
});

test("what the regions share stays while a region could not be removed", () => {
  const run = removePreview(["pr-12"], { failing: "pr-12-us-west-2" });

  expect(run.calls).toEqual(["remove --stage pr-12-us-west-2"]);
  expect(run.code).toBe(1);
  expect(run.errors).toMatch(/pr-12-us-west-2 was not removed \(SST ended with 7\)/);
});

test("a dry run says what would go, and touches nothing", () => {
  const run = removePreview(["dev-anna", "--dry-run"]);

  expect(run).toMatchObject({ code: 0, calls: [], out: "Would remove dev-anna-us-west-2, then dev-anna-global.\n" });
});

test.each([
  [["production"], /production is no preview: what customers use is removed by hand/],
  [["pr-12-us-west-2"], /There is no environment "pr-12-us-west-2"/],
  [[], /Say which preview/],
])("%j is refused before anything is touched", (args, sentence) => {
  const run = removePreview(args);

  expect(run).toMatchObject({ code: 2, calls: [] });
  expect(run.errors).toMatch(sentence);
});

function removePreview(args: readonly string[], { failing = "none" }: { readonly failing?: string } = {}) {
  const log = join(folder, "calls");
  const program = join(folder, "sst.mjs");
  writeFileSync(log, "");
  writeFileSync(
    program,
    `import { appendFileSync } from "node:fs";
     appendFileSync(${JSON.stringify(log)}, process.argv.slice(2).join(" ") + "\\n");
     process.exit(process.argv.includes(${JSON.stringify(failing)}) ? 7 : 0);`,
  );
  const run = spawnSync(process.execPath, [SCRIPT, ...args], {
    encoding: "utf8",
    env: { ...process.env, TANDEM_SST_PROGRAM: program },
  });
  const calls = readFileSync(log, "utf8").split("\n").filter(Boolean);
  return { code: run.status, out: run.stdout, errors: run.stderr, calls };
}
