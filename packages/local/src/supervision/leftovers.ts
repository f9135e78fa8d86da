/**
 * Ends what an earlier world left running, before its files are touched. A supervised process ends its own leftover when it starts;
 * but a fresh start deletes the pid files first, and a start with other regions never asks for them, and then nobody would know.
 */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { endLeftover } from "./pid-file.ts";

const PID_FILE = /\.pid$/;

/** Ends every process that a pid file at or below `directory` names and that is still the one meant; returns the pids of these. */
export async function endLeftovers(directory: string): Promise<readonly number[]> {
  const entries = readdirSync(directory, { withFileTypes: true, recursive: true });
  const pidFiles = entries.filter((entry) => entry.isFile() && PID_FILE.test(entry.name));
  const ended = await Promise.all(pidFiles.map(({ parentPath, name }) => endLeftover(join(parentPath, name))));
  return ended.filter((pid) => pid !== undefined);
}
