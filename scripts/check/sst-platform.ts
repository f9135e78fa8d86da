/**
 * Has SST lay its platform down in `.sst/`: the components that `infra/` is made of, and the providers they speak to. It comes from the package
 * registry and from nowhere else, takes about 45 seconds, and is needed by the checks of `infra/` alone, so only they fetch it.
 */
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { withInstallLock } from "../bootstrap/install-lock.mjs";
import { usableHome } from "./usable-home.ts";

/** Several times what it takes; a registry that hangs is not waited for. */
const INSTALL_MS_MAX = 5 * 60_000;
/** SST itself says nothing until it is done. */
const PROGRESS_MS = 5_000;
/** Of a failed installation: enough to see why, which npm says near the end. */
const LINES_KEPT = 30;
const INSTALLER = join(import.meta.dirname, "sst-install-process.ts");

export interface PlatformOptions {
  readonly root: string;
  readonly timeoutMs?: number;
  say(text: string): void;
}

/** True when the platform is there, after fetching it if need be; false when it could not be, after saying why. */
export async function ensureSstPlatform(options: PlatformOptions): Promise<boolean> {
  const { root, say } = options;
  if (isInstalled(root)) return true;
  return await withInstallLock(root, async () => {
    if (isInstalled(root)) return true;
    say("Installing SST's platform into .sst, which takes about 45 s: sst install");
    const startedMs = performance.now();
    const wanted = wantedVersions(root);
    // Half of an interrupted installation looks whole to npm.
    for (const part of [STAMP, "platform", "provider-lock.json"])
      rmSync(join(root, ".sst", part), { recursive: true, force: true });
    const failure = await install(options);
    if (failure === undefined && isLaidDown(root)) {
      writeFileSync(join(root, ".sst", STAMP), wanted);
      say(`Installed in ${((performance.now() - startedMs) / 1_000).toFixed(1)} s.`);
      return true;
    }
    say(
      `SST's platform was not installed (${failure ?? "sst ended well, and its files are not there"}). It takes packages from the registry of your npm ` +
        "configuration; run the command again to try once more.",
    );
    return false;
  });
}

/** Written by us when all is there: SST's own mark comes before its packages do. */
const STAMP = ".tandem-platform";

function isInstalled(root: string): boolean {
  return isLaidDown(root) && textOf(join(root, ".sst", STAMP)) === wantedVersions(root);
}

function isLaidDown(root: string): boolean {
  const platform = join(root, ".sst", "platform");
  if (textOf(join(platform, "version")) !== sstVersion(root)) return false;
  const files = [
    join(platform, "node_modules", "@pulumi", "aws", "package.json"),
    join(root, ".sst", "provider-lock.json"),
  ];
  return files.every((file) => existsSync(file));
}

/** Of SST, and of the provider that `app()` asks for. */
function wantedVersions(root: string): string {
  const [, provider = ""] = /\bversion:\s*"([^"]+)"/.exec(textOf(join(root, "sst.config.ts")) ?? "") ?? [];
  return `sst ${sstVersion(root)}, aws ${provider}\n`;
}

function sstVersion(root: string): string {
  const { devDependencies } = JSON.parse(textOf(join(root, "package.json")) ?? "{}");
  return devDependencies.sst;
}

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

/** Resolves with what went wrong, if something did. */
async function install({ root, say, timeoutMs = INSTALL_MS_MAX }: PlatformOptions): Promise<string | undefined> {
  mkdirSync(join(root, ".sst"), { recursive: true });
  const home = usableHome(join(root, ".sst"));
  const child = spawn(process.execPath, [INSTALLER], {
    cwd: root,
    // Over the fourth nothing is said: the installer ends when it closes.
    stdio: ["ignore", "pipe", "pipe", "ipc"],
    env: {
      ...process.env,
      HOME: home.path,
      SST_TELEMETRY_DISABLED: "1",
      SST_SKIP_DEPENDENCY_CHECK: "true",
      SST_NO_BUN: "true",
    },
  });
  const startedMs = performance.now();
  const lines: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    if (stream === null) continue;
    createInterface({ input: stream }).on("line", (line) => {
      lines.push(line);
      if (lines.length > LINES_KEPT) lines.shift();
    });
  }
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    child.kill("SIGTERM");
  }, timeoutMs);
  const progress = setInterval(
    () => say(`  ${Math.round((performance.now() - startedMs) / 1_000)} s ...`),
    PROGRESS_MS,
  );
  try {
    return await new Promise((resolve) => {
      child.once("error", (error) => resolve(error.message));
      child.once("close", (code, signal) => {
        if (code !== 0) for (const line of lines) say(`  ${line}`);
        if (late) resolve(`it took longer than ${timeoutMs / 1_000} s`);
        else resolve(code === 0 ? undefined : `sst ended with ${signal ?? code}`);
      });
    });
  } finally {
    clearTimeout(timer);
    clearInterval(progress);
    home.release();
  }
}
