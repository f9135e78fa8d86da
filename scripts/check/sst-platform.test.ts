import { spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { ensureSstPlatform } from "./sst-platform.ts";

let root: string;
let said: string[];
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "tandem-sst-"));
  said = [];
  write("package.json", JSON.stringify({ devDependencies: { sst: "1.2.3" } }));
  write("sst.config.ts", `providers: { aws: { version: "7.0.0" } }`);
  sst(LAYS_DOWN);
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

/** Stands for SST's own program. */
function sst(body: string): void {
  write(
    "node_modules/sst/bin/sst.mjs",
    `import fs from "node:fs"; import { spawn } from "node:child_process";\n${body}`,
  );
}

const LAYS_DOWN = `
  fs.appendFileSync("runs", process.argv.slice(2).join(" ") + "\\n");
  fs.mkdirSync(".sst/platform/node_modules/@pulumi/aws", { recursive: true });
  fs.writeFileSync(".sst/platform/version", JSON.parse(fs.readFileSync("package.json", "utf8")).devDependencies.sst);
  fs.writeFileSync(".sst/platform/node_modules/@pulumi/aws/package.json", "{}");
  fs.writeFileSync(".sst/provider-lock.json", "[]");`;
/** It starts another that would write for ever, and says who. */
const HANGS = `
  const npm = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { stdio: "inherit" });
  fs.writeFileSync("npm-pid", String(npm.pid));
  setInterval(() => {}, 1000);`;

const ensure = (options: { readonly timeoutMs?: number } = {}) =>
  ensureSstPlatform({ root, say: (text) => said.push(text), ...options });
const runs = () => (existsSync(join(root, "runs")) ? readFileSync(join(root, "runs"), "utf8").trim().split("\n") : []);

/** One that ended and was not fetched by its parent yet still has its number, and on Linux a state that says so. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !existsSync("/proc/self") || !/^\d+ \(.*\) Z/.test(readFileSync(`/proc/${pid}/stat`, "utf8"));
  } catch {
    return false;
  }
}

test("what is not there is installed, once", async () => {
  expect(await ensure()).toBe(true);
  expect(await ensure()).toBe(true);

  expect(runs()).toEqual(["install --stage production-global"]);
  expect(said[0]).toMatch(/Installing SST's platform/);
  expect(said.at(-1)).toMatch(/^Installed in [\d.]+ s\.$/);
});

test("an installation that was interrupted is made again from nothing", async () => {
  await ensure();
  rmSync(join(root, ".sst", ".tandem-platform"));
  write(".sst/platform/half-written", "");

  expect(await ensure()).toBe(true);

  expect(runs()).toHaveLength(2);
  expect(existsSync(join(root, ".sst/platform/half-written"))).toBe(false);
});

test.each([
  ["SST", () => write("package.json", JSON.stringify({ devDependencies: { sst: "1.2.4" } }))],
  ["the provider", () => write("sst.config.ts", `providers: { aws: { version: "7.0.1" } }`)],
])("another version of %s is installed", async (_, change) => {
  await ensure();
  change();

  expect(await ensure()).toBe(true);
  expect(runs()).toHaveLength(2);
});

test.each(["platform/node_modules/@pulumi/aws/package.json", "provider-lock.json", "platform/version"])(
  "it is installed again when %s is gone",
  async (path) => {
    await ensure();
    rmSync(join(root, ".sst", path));

    expect(await ensure()).toBe(true);
    expect(runs()).toHaveLength(2);
  },
);

test("a failure is told with the last lines, and is no installation", async () => {
  sst(`${LAYS_DOWN} console.log("there is no such registry"); process.exit(3);`);

  expect(await ensure()).toBe(false);

  expect(said).toContain("  there is no such registry");
  expect(said.at(-1)).toMatch(/was not installed \(sst ended with 3\).*run the command again/);
  expect(existsSync(join(root, ".sst", ".tandem-platform"))).toBe(false);
});

test("an end without the files is a failure", async () => {
  sst("");

  expect(await ensure()).toBe(false);
  expect(said.at(-1)).toMatch(/its files are not there/);
});

test("one that hangs is ended with all that it started", async () => {
  sst(HANGS);

  expect(await ensure({ timeoutMs: 1_500 })).toBe(false);

  expect(said.at(-1)).toMatch(/longer than 1.5 s/);
  const npm = Number(readFileSync(join(root, "npm-pid"), "utf8"));
  await vi.waitFor(() => expect(isAlive(npm)).toBe(false), { timeout: 10_000 });
});

test("two at once install once", async () => {
  expect(await Promise.all([ensure(), ensure()])).toEqual([true, true]);

  expect(runs()).toHaveLength(1);
});

test("nothing goes on writing when whoever asked for it is killed", async () => {
  sst(HANGS);
  const module = JSON.stringify(join(import.meta.dirname, "sst-platform.ts"));
  const call = `ensureSstPlatform({ root: ${JSON.stringify(root)}, say() {} })`;
  const asker = spawn(process.execPath, ["--input-type=module", "-e", `await (await import(${module})).${call}`]);
  const npm = await vi.waitFor(
    () => {
      const pid = Number(readFileSync(join(root, "npm-pid"), "utf8"));
      expect(isAlive(pid)).toBe(true);
      return pid;
    },
    { timeout: 20_000 },
  );

  asker.kill("SIGKILL");

  await vi.waitFor(() => expect(isAlive(npm)).toBe(false), { timeout: 10_000 });
});
