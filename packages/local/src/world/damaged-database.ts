/**
 * A first look at every database of a state folder before anything opens it: whoever truncated one, or overwrote it or a part of
 * it, gets its name at once, not an engine that fails halfway. What is wrong inside a value is found by whoever reads it.
 */
import { closeSync, existsSync, openSync, readdirSync, readSync, statSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";

/** How every SQLite file begins (https://www.sqlite.org/fileformat.html, section 1.3). */
const MAGIC = "SQLite format 3\0";
const DATABASE = /\.(sqlite|db)$/;
/** 256 MB take about a fifth of a second to walk through once the system has read them; a larger one is left to whoever reads it. */
const WALKED_BYTES_MAX = 256 * 1_024 * 1_024;

/**
 * The first database at or below `path` that is none; an empty file is a database to which nothing was written yet. A database that
 * this process has locked must be left out: closing any handle of a file drops all locks of the process on it (fcntl(2)).
 */
export function findDamagedDatabase(path: string, leftOut?: string): string | undefined {
  if (!statSync(path).isDirectory()) return isDamaged(path) ? path : undefined;
  for (const entry of readdirSync(path, { withFileTypes: true, recursive: true })) {
    const file = join(entry.parentPath, entry.name);
    if (entry.name === leftOut) continue;
    if (entry.isFile() && DATABASE.test(entry.name) && (isDamaged(file) || isTorn(file))) return file;
  }
  return undefined;
}

function isDamaged(file: string): boolean {
  const start = Buffer.alloc(MAGIC.length);
  const descriptor = openSync(file, "r");
  try {
    const count = readSync(descriptor, start, 0, start.length, 0);
    return count > 0 && start.toString("latin1") !== MAGIC;
  } finally {
    closeSync(descriptor);
  }
}

/** Whether its pages do not make sense together, as when something wrote into the middle of it. */
function isTorn(file: string): boolean {
  const { size } = statSync(file);
  // A rollback that is due is done by whoever opens the file to write; to a reader it would look like damage.
  if (size === 0 || size > WALKED_BYTES_MAX || existsSync(`${file}-journal`)) return false;
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(file, { readOnly: true });
    return database.prepare("PRAGMA quick_check(1)").get()?.["quick_check"] !== "ok";
  } catch {
    return true;
  } finally {
    database?.close();
  }
}
