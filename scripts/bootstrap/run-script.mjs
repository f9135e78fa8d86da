/**
 * Runs one command on the project's own Node, as if it had been called directly: the same terminal, the same signals, its exit
 * code. And the reverse of starting it: whoever goes away, the others follow, so that `kill -9` of npm leaves nothing behind.
 */
import { spawn } from "node:child_process";
import { readFileSync, readlinkSync } from "node:fs";
import { constants } from "node:os";
import { basename, delimiter, dirname, join } from "node:path";
import { projectNode } from "./install.mjs";

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"];
const PARENT_POLL_MS = 500;
/** A command that was asked to end, since npm is gone, has this long to do so in order. */
const GRACE_MS = 10_000;
/** npm, its shell, the shell of `node`: far fewer than this. */
const ANCESTORS_MAX = 8;

/**
 * @param {{ root: string, script: string, args: readonly string[] }} command
 * @returns {Promise<number>} the exit code
 */
export function runScript({ root, script, args }) {
  const node = projectNode(root);
  const path = [dirname(node), join(root, "node_modules", ".bin"), process.env.PATH ?? ""].join(delimiter);
  // Compiled code is kept between runs: it halves the time until a command begins.
  const child = spawn(node, ["--disable-warning=ExperimentalWarning", script, ...args], {
    // The fourth is a channel over which nothing is said: the command ends itself when it closes.
    stdio: ["inherit", "inherit", "inherit", "ipc"],
    env: { ...process.env, PATH: path, NODE_COMPILE_CACHE: join(root, "node_modules", ".cache", "compiled") },
  });
  for (const name of SIGNALS) process.on(name, () => child.kill(name));
  const watch = setInterval(endWhenNpmIsGone(child), PARENT_POLL_MS);
  watch.unref();
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code, signal) => {
      clearInterval(watch);
      resolve(code ?? 128 + constants.signals[signal]);
    });
  });
}

function endWhenNpmIsGone(child) {
  const before = ancestors();
  let asked = false;
  return () => {
    if (asked || ancestors() === before) return;
    asked = true;
    child.kill("SIGTERM");
    // A command that ended meanwhile is not waited for.
    setTimeout(() => child.kill("SIGKILL"), GRACE_MS).unref();
  };
}

/**
 * Our ancestors up to the first that is no shell: npm runs a script through a shell, and the project's `node` on the PATH is a shell
 * script too, and neither notices when the one above it is gone. Linux tells cheaply; elsewhere the parent has to do.
 */
function ancestors() {
  const found = [process.ppid];
  while (process.platform === "linux" && found.length < ANCESTORS_MAX && isShell(found.at(-1))) {
    const parent = parentOf(found.at(-1));
    if (parent === undefined) break;
    found.push(parent);
  }
  return found.join(" ");
}

/** By the program that runs, since a shell script goes by its own name: the project's `node` is called `node`. */
function isShell(pid) {
  return /^(?:ba|da|z|k|a)?sh$|^busybox$/.test(basename(ifThere(() => readlinkSync(`/proc/${pid}/exe`)) ?? ""));
}

function parentOf(pid) {
  const stat = ifThere(() => readFileSync(`/proc/${pid}/stat`, "utf8"));
  return stat && Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);
}

function ifThere(read) {
  try {
    return read();
  } catch {
    // It has just ended, which the next look at the list shows.
    return undefined;
  }
}
