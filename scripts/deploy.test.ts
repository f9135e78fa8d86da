import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";

const SCRIPT = fileURLToPath(new URL("deploy.ts", import.meta.url));
/** Without anything by which AWS could know us. */
const NOBODY = {
  PATH: process.env["PATH"],
  AWS_EC2_METADATA_DISABLED: "true",
  AWS_CONFIG_FILE: "none",
  HOME: "/nowhere",
};

/** What one start has compiled the next one need not: it halves them. */
let compiled = "";
beforeAll(() => {
  compiled = mkdtempSync(join(tmpdir(), "deploy-compiled-"));
});
afterAll(() => rmSync(compiled, { recursive: true, force: true }));

function run(args: readonly string[], environment: Readonly<Record<string, string>> = {}) {
  const env = { ...NOBODY, NODE_COMPILE_CACHE: compiled, ...environment };
  return spawnSync(process.execPath, [SCRIPT, ...args], { encoding: "utf8", env });
}

test.each([
  [[], /^Which environment\?/],
  [["prod"], /^There is no environment "prod"/],
  [["pr-7", "--only", "eu-nowhere-1"], /^pr-7 has no "eu-nowhere-1"/],
  [["pr-7", "--bake-minutes", "soon"], /^--bake-minutes is a number from 0 to 1440/],
])("%j is called wrongly, and told what would be right", (args, why) => {
  const { status, stderr, stdout } = run(args);

  expect(stderr).toMatch(why);
  expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
});

test("half of what an order takes is refused", () => {
  expect(run(["pr-7"], { TANDEM_PROBE_TOKEN: "signed" })).toMatchObject({
    status: 2,
    stderr: expect.stringContaining("set both, or none"),
  });
});

test("without an account nothing is touched: one document says why, and the plan is on stderr", () => {
  const { status, stdout, stderr } = run(["pr-7", "--yes", "--json"]);

  expect(status).toBe(2);
  expect(JSON.parse(stdout)).toMatchObject({
    environment: "pr-7",
    outcome: "refused",
    why: expect.stringMatching(/AWS in \S+ does not know us \(CredentialsProviderError/),
    steps: [],
  });
  expect(stderr).toContain("1. pr-7-global");
});

test("--help says what each flag does", () => {
  expect(run(["--help"]).stdout).toMatch(/--despite-alarms {3}also when alarms ring already/);
});
