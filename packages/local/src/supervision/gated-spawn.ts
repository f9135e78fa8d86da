/**
 * Starts a program that does nothing until it is told to go on. A world that dies between starting a child and writing down its
 * pid would leave an orphan that nobody knows; so a shell stands in the child's place, waits for one line, and then becomes the
 * program, with the same pid. If the world dies first, the shell reads the end of its input and ends.
 */
import { type ChildProcessByStdio, spawn } from "node:child_process";
import { once } from "node:events";
import type { Readable, Writable } from "node:stream";
import { must } from "@tandem/kernel";

export interface Launch {
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
}

export interface GatedProcess {
  readonly child: ChildProcessByStdio<Writable, Readable, Readable>;
  readonly pid: number;
  go(): void;
}

/** The program's own input is `/dev/null`, since the pipe was used to wait. */
const WAIT_THEN_BECOME = 'read -r go || exit 0; exec "$@" </dev/null';

export async function spawnGated({ command, args, env, cwd }: Launch): Promise<GatedProcess> {
  const child = spawn("/bin/sh", ["-c", WAIT_THEN_BECOME, "sh", command, ...args], {
    stdio: ["pipe", "pipe", "pipe"],
    // A group of its own: Ctrl-C in the terminal reaches the world, which ends its children in order.
    detached: true,
    ...(env === undefined ? {} : { env }),
    ...(cwd === undefined ? {} : { cwd }),
  });
  child.stdin.on("error", () => undefined);
  await once(child, "spawn");
  return { child, pid: must(child.pid, "a spawned process has a pid"), go: () => child.stdin.end("go\n") };
}
