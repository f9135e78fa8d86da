/**
 * What is known of each item: the stamp of its last write and its image, or no image when it was deleted (a tombstone, whose
 * stamp keeps a late older write from bringing the item back).
 *
 * The image is the item as it was last *recorded*. It is what makes a crash harmless: an open intent is settled by comparing
 * it with what the engine holds.
 */
import type { Region } from "@tandem/kernel";
import type { Item } from "../item/attribute.ts";
import type { ItemKey } from "../item/item-key.ts";
import type { Stamp } from "../replication/stamp.ts";
import type { Journal } from "./journal.ts";

export interface ItemRow {
  readonly table: string;
  readonly key: ItemKey;
  readonly stamp: Stamp;
  readonly image: Item | undefined;
  /** The value of the TTL attribute, in seconds since 1970, and when this world deletes the item for it. */
  readonly expiry: { readonly ttl: number; readonly dueMs: number } | undefined;
}

interface StoredRow {
  readonly tbl: string;
  readonly key: string;
  readonly us: number;
  readonly region: string;
  readonly image: string | null;
  readonly ttl: number | null;
  readonly due_ms: number | null;
}

export interface ItemRows {
  get(table: string, key: ItemKey): ItemRow | undefined;
  put(row: ItemRow): void;
  /** Items whose TTL is over, the longest expired first. */
  expired(options: { readonly nowMs: number; readonly limit: number }): ItemRow[];
  /** Deleted items, the oldest first. */
  tombstones(options: { readonly beforeUs: number; readonly limit: number }): ItemRow[];
  page(options: { readonly table: string; readonly afterKey: string; readonly limit: number }): ItemRow[];
  remove(table: string, key: ItemKey): void;
  removeTable(table: string): void;
}

export function createItemRows(journal: Journal): ItemRows {
  return {
    get(table, key) {
      const row = journal.get<StoredRow>("SELECT * FROM item WHERE tbl = ? AND key = ?", table, key);
      return row && itemRow(row);
    },
    put(row) {
      journal.run(
        "INSERT OR REPLACE INTO item (tbl, key, us, region, image, ttl, due_ms) VALUES (?, ?, ?, ?, ?, ?, ?)",
        row.table,
        row.key,
        row.stamp.us,
        row.stamp.region,
        row.image === undefined ? null : JSON.stringify(row.image),
        row.expiry?.ttl ?? null,
        row.expiry?.dueMs ?? null,
      );
    },
    expired({ nowMs, limit }) {
      const sql = "SELECT * FROM item WHERE due_ms IS NOT NULL AND due_ms <= ? ORDER BY due_ms LIMIT ?";
      return journal.all<StoredRow>(sql, nowMs, limit).map(itemRow);
    },
    tombstones({ beforeUs, limit }) {
      const sql = "SELECT * FROM item WHERE image IS NULL AND us < ? ORDER BY us LIMIT ?";
      return journal.all<StoredRow>(sql, beforeUs, limit).map(itemRow);
    },
    page({ table, afterKey, limit }) {
      const sql = "SELECT * FROM item WHERE tbl = ? AND key > ? ORDER BY key LIMIT ?";
      return journal.all<StoredRow>(sql, table, afterKey, limit).map(itemRow);
    },
    remove(table, key) {
      journal.run("DELETE FROM item WHERE tbl = ? AND key = ?", table, key);
    },
    removeTable(table) {
      journal.run("DELETE FROM item WHERE tbl = ?", table);
    },
  };
}

function itemRow(row: StoredRow): ItemRow {
  return {
    table: row.tbl,
    key: row.key as ItemKey,
    stamp: { us: row.us, region: row.region as Region },
    image: row.image === null ? undefined : (JSON.parse(row.image) as Item),
    expiry: row.ttl === null || row.due_ms === null ? undefined : { ttl: row.ttl, dueMs: row.due_ms },
  };
}
