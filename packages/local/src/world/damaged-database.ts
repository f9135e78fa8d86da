/**
 * A first look at every database of a state folder before anything opens it: whoever truncated or overwrote one gets its name at
 * once, not an engine that fails halfway. What is subtly wrong inside a file is found by whoever reads it.
 */
import { closeSync, openSync, readdirSync, readSync, statSync } from "node:fs";
import { join } from "node:path";

/** How every SQLite file begins (https://www.sqlite.org/fileformat.html, section 1.3). */
const MAGIC = "SQLite format 3\0";
const DATABASE = /\.(sqlite|db)$/;

/**
 * The first database at or below `path` that is none; an empty file is a database to which nothing was written yet. A database that
 * this process has locked must be left out: closing any handle of a file drops all locks of the process on it (fcntl(2)).
 */
export function findDamagedDatabase(path: string, leftOut?: string): string | undefined {
  if (!statSync(path).isDirectory()) return isDamaged(path) ? path : undefined;
  for (const entry of readdirSync(path, { withFileTypes: true, recursive: true })) {
    const file = join(entry.parentPath, entry.name);
    if (entry.name === leftOut) continue;
    if (entry.isFile() && DATABASE.test(entry.name) && isDamaged(file)) return file;
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
