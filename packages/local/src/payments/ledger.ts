/**
 * What the payment provider took and gave back, and which keys it remembers. A request with a key is answered from the key
 * while it is remembered; the ledger itself keeps every charge and refund for ever, so that a test can compare.
 *
 * One synchronous transaction per request: two requests with one key cannot both be the first.
 */
import type { DatabaseSync } from "node:sqlite";
import { openStateDatabase } from "../world/state-database.ts";

export interface Charge {
  readonly id: string;
  readonly orderId: string;
  readonly amount: number;
  readonly status: "charged" | "declined";
  readonly key: string;
  readonly at: string;
}

export interface Refund {
  readonly id: string;
  readonly orderId: string;
  readonly chargeId: string;
  readonly amount: number;
  readonly key: string;
  readonly at: string;
}

export type EntryKind = "charge" | "refund";
export type Entry<K extends EntryKind> = K extends "charge" ? Charge : Refund;

/** What a remembered key was used for. */
export interface KeyUse {
  readonly parameters: string;
  readonly entryId: string;
}

export interface Ledger {
  /** Runs `body` as one transaction. */
  atomically<T>(body: () => T): T;
  keyUse(kind: EntryKind, key: string, nowMs: number): KeyUse | undefined;
  record<K extends EntryKind>(
    kind: K,
    entry: Entry<K>,
    use: { readonly parameters: string; readonly expiresAtMs: number },
  ): void;
  entry<K extends EntryKind>(kind: K, id: string): Entry<K> | undefined;
  /** Oldest first, at most `limit`, after the position of an earlier page. */
  list<K extends EntryKind>(
    kind: K,
    page: ListPage,
  ): { readonly entries: readonly Entry<K>[]; readonly next: number | null };
  /** Forgets the keys first used before `usedBeforeMs`. */
  forgetKeys(usedBeforeMs: number): void;
  close(): void;
}

export interface ListPage {
  readonly orderId?: string | undefined;
  readonly after: number;
  readonly limit: number;
}

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS entries (
    position INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, id TEXT NOT NULL UNIQUE, orderId TEXT NOT NULL, body TEXT NOT NULL
  ) STRICT;
  CREATE INDEX IF NOT EXISTS entries_by_order ON entries (kind, orderId, position);
  CREATE TABLE IF NOT EXISTS keys (
    kind TEXT NOT NULL, key TEXT NOT NULL, parameters TEXT NOT NULL, entryId TEXT NOT NULL,
    usedAtMs INTEGER NOT NULL, expiresAtMs INTEGER NOT NULL, PRIMARY KEY (kind, key)
  ) STRICT;`;

export function openLedger(path: string): Ledger {
  const database: DatabaseSync = openStateDatabase(path, SCHEMA);
  const selectKey = database.prepare(
    "SELECT parameters, entryId FROM keys WHERE kind = ? AND key = ? AND expiresAtMs > ?",
  );
  const putKey = database.prepare("INSERT OR REPLACE INTO keys VALUES (?, ?, ?, ?, ?, ?)");
  const insert = database.prepare("INSERT INTO entries (kind, id, orderId, body) VALUES (?, ?, ?, ?)");
  const selectEntry = database.prepare("SELECT body FROM entries WHERE kind = ? AND id = ?");
  const selectPage = database.prepare(
    "SELECT position, body FROM entries WHERE kind = ? AND (? IS NULL OR orderId = ?) AND position > ? ORDER BY position LIMIT ?",
  );
  const forget = database.prepare("DELETE FROM keys WHERE usedAtMs < ?");

  return {
    atomically(body) {
      database.exec("BEGIN IMMEDIATE");
      try {
        const result = body();
        database.exec("COMMIT");
        return result;
      } catch (error) {
        database.exec("ROLLBACK");
        throw error;
      }
    },
    keyUse: (kind, key, nowMs) => selectKey.get(kind, key, nowMs) as KeyUse | undefined,
    record(kind, entry, { parameters, expiresAtMs }) {
      insert.run(kind, entry.id, entry.orderId, JSON.stringify(entry));
      putKey.run(kind, entry.key, parameters, entry.id, Date.parse(entry.at), Math.ceil(expiresAtMs));
    },
    entry(kind, id) {
      const row = selectEntry.get(kind, id) as { body: string } | undefined;
      return row === undefined ? undefined : JSON.parse(row.body);
    },
    list(kind, { orderId = null, after, limit }) {
      const rows = selectPage.all(kind, orderId, orderId, after, limit) as { position: number; body: string }[];
      return {
        entries: rows.map(({ body }) => JSON.parse(body)),
        next: rows.length < limit ? null : (rows.at(-1)?.position ?? null),
      };
    },
    forgetKeys: (usedBeforeMs) => void forget.run(usedBeforeMs),
    close: () => database.close(),
  };
}
