/**
 * Small durable state of the world's own parts (ledger, checkpoints, lock) lives in SQLite files. Each commit is in the write-ahead
 * log before it is acknowledged, so that `kill -9` loses nothing; only a power cut may, which a laptop's rehearsal can bear.
 */
import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { damagedState } from "./refusal.ts";

/** Opens `path` with its schema, or says that it is damaged. */
export function openStateDatabase(path: string, schema: string): DatabaseSync {
  mkdirSync(dirname(path), { recursive: true });
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(path);
    database.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; ${schema}`);
    return database;
  } catch (error) {
    database?.close();
    throw damagedState(
      path,
      `cannot be read as a database (${error instanceof Error ? error.message : String(error)})`,
    );
  }
}
