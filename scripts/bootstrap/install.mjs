/**
 * Installs the dependencies, but only when the lockfile or a package.json changed since the last time: a stamp inside
 * node_modules remembers a hash of them. Where the packages come from is the user's npm configuration, never ours.
 */
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { withInstallLock } from "./install-lock.mjs";

/** The same as `packageManager` in package.json. */
const PNPM = "pnpm@10.34.9";
/** Never asks whether node_modules may be replaced: there may be no terminal to answer from. */
const ARGUMENTS = ["--yes", PNPM, "install", "--frozen-lockfile", "--config.confirmModulesPurge=false"];
const WORKSPACE_FILES = ["package.json", "pnpm-lock.yaml", "pnpm-workspace.yaml"];
/** Of a failed installation: enough to see the error, which pnpm prints near the end. */
const LINES_KEPT = 30;
const PACKAGE_FOLDERS = ["functions", "infra", "scripts", "test"];

/**
 * @param {string} root
 * @returns {Promise<boolean>} false when it failed, after saying why
 */
export async function installWhatIsMissing(root) {
  if (isInstalled(root)) return true;
  return await withInstallLock(root, async () => {
    if (isInstalled(root)) return true;
    say(`Installing what is missing: npx ${PNPM} install --frozen-lockfile`);
    const startedMs = Date.now();
    const stampBefore = stamp(root);
    const failure = await install(root);
    if (failure !== undefined) {
      say(`The installation failed (${failure}); the lines above say where.`);
      say(
        "It takes packages from the registry of your npm configuration. Run the command again to go on where it stopped.",
      );
      return false;
    }
    writeFileSync(stampPath(root), stampBefore);
    say(`Installed in ${((Date.now() - startedMs) / 1000).toFixed(1)} s.`);
    return true;
  });
}

function isInstalled(root) {
  const path = stampPath(root);
  if (!existsSync(path) || !existsSync(projectNode(root))) return false;
  return readFileSync(path, "utf8") === stamp(root);
}

/** The Node that everything but the bootstrap runs on. */
export function projectNode(root) {
  return join(root, "node_modules", "node", "bin", "node");
}

function stampPath(root) {
  return join(root, "node_modules", ".tandem-installed");
}

function stamp(root) {
  const packages = join(root, "packages");
  const folders = [...PACKAGE_FOLDERS, ...readdirSync(packages).map((name) => join("packages", name))];
  const files = [...WORKSPACE_FILES, ...folders.map((folder) => join(folder, "package.json"))].sort();
  const hash = createHash("sha256").update(`${process.platform} ${process.arch}\0`);
  for (const file of files) {
    const path = join(root, file);
    if (existsSync(path)) hash.update(`${file}\0`).update(readFileSync(path)).update("\0");
  }
  return hash.digest("hex");
}

/**
 * Resolves with what went wrong, if something did. Of pnpm's report the progress is shown as it comes and the rest only after a
 * failure; all of it on stderr, since stdout belongs to the command.
 */
function install(root) {
  return new Promise((resolve) => {
    const env = { ...process.env, npm_config_update_notifier: "false" };
    const child = spawn("npx", ARGUMENTS, { cwd: root, stdio: ["ignore", "pipe", "pipe"], env });
    const lines = [];
    for (const stream of [child.stdout, child.stderr]) {
      createInterface({ input: stream }).on("line", (line) => {
        lines.push(line);
        if (lines.length > LINES_KEPT) lines.shift();
        if (line.startsWith("Progress:")) say(`  ${line.slice("Progress:".length).trim()}`);
      });
    }
    child.once("error", (error) => resolve(`npx cannot be run: ${error.message}`));
    child.once("close", (code, signal) => {
      if (code !== 0) for (const line of lines) say(`  ${line}`);
      resolve(code === 0 ? undefined : `npx ended with ${signal ?? code}`);
    });
  });
}

function say(text) {
  console.error(text);
}
