/**
 * One world per state folder. The lock is the operating system's, taken on a small SQLite database in exclusive mode, because it
 * is released by the system itself when its holder is killed; a lock file would stay behind. Who holds it is written beside it,
 * only to be read out to a person.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { damagedState, WorldRefusal } from "./refusal.ts";

export interface StateLock {
  release(): void;
}

/** SQLite's code for a database that another connection has locked. */
const SQLITE_BUSY = 5;
export const LOCK_FILE = "lock.sqlite";
export const HOLDER_FILE = "holder.json";

/** Holds `directory` until released, or refuses with the pid and the port of the world that holds it. */
export function lockState({
  directory,
  portBase,
}: {
  readonly directory: string;
  readonly portBase: number;
}): StateLock {
  const path = join(directory, LOCK_FILE);
  const database = new DatabaseSync(path, { timeout: 0 });
  try {
    // In exclusive mode the first write takes the lock and keeps it until the connection closes.
    database.exec(
      "PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = DELETE; BEGIN EXCLUSIVE; PRAGMA user_version = 1; COMMIT;",
    );
  } catch (error) {
    database.close();
    if ((error as { errcode?: number }).errcode === SQLITE_BUSY) throw heldElsewhere(directory);
    throw damagedState(path, `cannot be locked (${error instanceof Error ? error.message : String(error)})`);
  }
  writeFileSync(join(directory, HOLDER_FILE), JSON.stringify({ pid: process.pid, portBase }));
  return { release: () => database.close() };
}

function heldElsewhere(directory: string): WorldRefusal {
  const holder = readHolder(directory);
  const who = holder === undefined ? "another process" : `process ${holder.pid}, on port ${holder.portBase}`;
  return new WorldRefusal(
    `The state in ${directory} is in use by a world that runs already: ${who}.\n` +
      "Stop that one first, or run a second world beside it with --state DIR and --port-base N.",
  );
}

function readHolder(directory: string): { readonly pid: number; readonly portBase: number } | undefined {
  try {
    return JSON.parse(readFileSync(join(directory, HOLDER_FILE), "utf8"));
  } catch {
    // It was killed between taking the lock and writing its name; the lock counts, the name is a courtesy.
    return undefined;
  }
}
