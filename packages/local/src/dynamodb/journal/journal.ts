/**
 * What the front door of one region must not forget when it is killed: the stamp and image of each item, the writes it has
 * begun, what it still owes to other regions, the stream's records, the idempotency tokens. One SQLite file beside the
 * engine's, opened exclusively, so that two worlds can never share it.
 *
 * Write-ahead log without a sync per commit: what was committed outlives the death of this process, which is what is promised
 * here. A power cut may take the last moments of both files.
 */
import { DatabaseSync, type SQLInputValue } from "node:sqlite";
import { damagedState, WorldRefusal } from "../../world/refusal.ts";

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS setting (name TEXT PRIMARY KEY, value) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS tracked_table (name TEXT PRIMARY KEY, state TEXT NOT NULL) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS item (
    tbl TEXT NOT NULL, key TEXT NOT NULL, us INTEGER NOT NULL, region TEXT NOT NULL, image TEXT, ttl INTEGER, due_ms INTEGER,
    PRIMARY KEY (tbl, key));
  CREATE INDEX IF NOT EXISTS item_due ON item (due_ms) WHERE due_ms IS NOT NULL;
  CREATE INDEX IF NOT EXISTS item_tombstone ON item (us) WHERE image IS NULL;
  CREATE INDEX IF NOT EXISTS item_us ON item (us);
  CREATE TABLE IF NOT EXISTS intent (
    id INTEGER PRIMARY KEY AUTOINCREMENT, origin TEXT NOT NULL, us INTEGER NOT NULL, region TEXT NOT NULL,
    together INTEGER NOT NULL, targets TEXT NOT NULL, token TEXT, digest TEXT);
  CREATE TABLE IF NOT EXISTS outgoing (
    id INTEGER PRIMARY KEY AUTOINCREMENT, peer TEXT NOT NULL, tbl TEXT NOT NULL, key TEXT NOT NULL, us INTEGER NOT NULL,
    region TEXT NOT NULL, image TEXT, at_ms INTEGER NOT NULL, spread REAL NOT NULL);
  CREATE INDEX IF NOT EXISTS outgoing_at ON outgoing (peer, at_ms, id);
  CREATE INDEX IF NOT EXISTS outgoing_item ON outgoing (peer, tbl, key, us);
  CREATE TABLE IF NOT EXISTS stream (
    label TEXT NOT NULL, tbl TEXT NOT NULL, view TEXT NOT NULL, key_schema TEXT NOT NULL, created_ms INTEGER NOT NULL,
    closed_ms INTEGER, PRIMARY KEY (tbl, label)) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS record (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, stream TEXT NOT NULL, at_ms INTEGER NOT NULL, key TEXT NOT NULL, old_image TEXT,
    new_image TEXT, by_ttl INTEGER NOT NULL);
  CREATE INDEX IF NOT EXISTS record_stream ON record (stream, seq);
  CREATE TABLE IF NOT EXISTS token (token TEXT PRIMARY KEY, digest TEXT NOT NULL, answer TEXT NOT NULL, at_ms INTEGER NOT NULL)
    WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS token_at ON token (at_ms);
`;

/** 16 MB: folding the log into the file waits for the disk, so it is done a quarter as often as SQLite would by itself. */
const CHECKPOINT_PAGE_COUNT = 4_000;

export interface Journal {
  run(sql: string, ...values: SQLInputValue[]): { readonly changes: number; readonly lastId: number };
  get<Row>(sql: string, ...values: SQLInputValue[]): Row | undefined;
  all<Row>(sql: string, ...values: SQLInputValue[]): Row[];
  /** All of what `work` does, or nothing; it must not wait for anything. */
  together<T>(work: () => T): T;
  close(): void;
}

export function openJournal(file: string): Journal {
  const database = openExclusively(file);
  const statements = new Map<string, ReturnType<DatabaseSync["prepare"]>>();
  const prepared = (sql: string): ReturnType<DatabaseSync["prepare"]> => {
    const known = statements.get(sql) ?? database.prepare(sql);
    statements.set(sql, known);
    return known;
  };
  return {
    run(sql, ...values) {
      const { changes, lastInsertRowid } = prepared(sql).run(...values);
      return { changes: Number(changes), lastId: Number(lastInsertRowid) };
    },
    get: <Row>(sql: string, ...values: SQLInputValue[]) => prepared(sql).get(...values) as Row | undefined,
    all: <Row>(sql: string, ...values: SQLInputValue[]) => prepared(sql).all(...values) as Row[],
    together(work) {
      prepared("BEGIN IMMEDIATE").run();
      try {
        const result = work();
        prepared("COMMIT").run();
        return result;
      } catch (error) {
        prepared("ROLLBACK").run();
        throw error;
      }
    },
    close: () => database.close(),
  };
}

function openExclusively(file: string): DatabaseSync {
  const database = new DatabaseSync(file);
  try {
    database.exec("PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL");
    database.exec(`PRAGMA wal_autocheckpoint = ${CHECKPOINT_PAGE_COUNT}`);
    database.exec(SCHEMA);
    return database;
  } catch (cause) {
    database.close();
    if (!(cause instanceof Error && cause.message.includes("locked"))) {
      throw damagedState(
        file,
        `cannot be read as a journal (${cause instanceof Error ? cause.message : String(cause)})`,
      );
    }
    throw new WorldRefusal(`Another world uses ${file}.\nStop it, or give this one a state folder of its own.`);
  }
}
