/**
 * Two commands started at once in a fresh clone must not install into each other: the first one does, the others wait. The lock
 * is a folder, since making a folder is the one thing that every file system does once; it holds the owner's pid, so that the
 * lock of an owner that died is taken over.
 */
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";

const POLL_MS = 250;
/** An owner writes its pid right after it made the folder; a folder without one for longer belongs to nobody. */
const NAMELESS_MS_MAX = 5_000;

/**
 * @template T
 * @param {string} root
 * @param {() => Promise<T>} action
 */
export async function withInstallLock(root, action) {
  const lock = lockPath(root);
  for (let waited = false; !tryLock(lock); waited = true) {
    if (!waited) console.error(`Another command is installing (its lock is ${lock}); waiting for it ...`);
    takeFromTheDead(lock);
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  try {
    return await action();
  } finally {
    rmSync(lock, { recursive: true, force: true });
  }
}

/** Outside node_modules, which an installation may replace. */
export function lockPath(root) {
  const name = createHash("sha256").update(`${userInfo().uid} ${root}`).digest("hex").slice(0, 16);
  return join(tmpdir(), `tandem-install-${name}`);
}

function tryLock(lock) {
  try {
    mkdirSync(lock);
  } catch (error) {
    if (error.code === "EEXIST") return false;
    throw error;
  }
  writeFileSync(join(lock, "pid"), String(process.pid));
  return true;
}

/** Moves a dead owner's lock aside, which only one of several who see it can do. */
function takeFromTheDead(lock) {
  try {
    const pid = readPid(lock);
    if (pid === undefined ? Date.now() - statSync(lock).mtimeMs < NAMELESS_MS_MAX : isAlive(pid)) return;
    const aside = `${lock}-${process.pid}`;
    renameSync(lock, aside);
    rmSync(aside, { recursive: true, force: true });
  } catch (error) {
    if (error.code !== "ENOENT") throw error;
  }
}

function readPid(lock) {
  try {
    const pid = Number(readFileSync(join(lock, "pid"), "utf8"));
    return pid > 0 ? pid : undefined;
  } catch (error) {
    if (error.code === "ENOENT") return undefined;
    throw error;
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}
