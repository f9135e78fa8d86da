/**
 * What this region still owes to each peer: versions of items, oldest first. It lives in the journal and not in memory, so
 * that a partition may last as long as the disk, and a crash forgets none of it.
 *
 * Of one item at most a few versions wait; a further one takes the place of the newest, as AWS says it may "combine multiple
 * changes in a short period into a single replicated write". The oldest keep their times, so that a busy item is never
 * put off for ever.
 */
import type { Region } from "@tandem/kernel";
import type { Item } from "../item/attribute.ts";
import type { ItemKey } from "../item/item-key.ts";
import type { Stamp } from "../replication/stamp.ts";
import type { Journal } from "./journal.ts";

/** Enough for a peer's stream to see most changes of an item, few enough that a hot item in a long partition stays small. */
const VERSION_COUNT_MAX = 8;

export interface OutgoingVersion {
  readonly id: number;
  readonly table: string;
  readonly key: ItemKey;
  readonly stamp: Stamp;
  readonly image: Item | undefined;
  readonly atMs: number;
  /** From 0 to 1: how much of the link's spread this version waits, which is what mixes the order of items. */
  readonly spread: number;
}

interface StoredVersion {
  readonly id: number;
  readonly tbl: string;
  readonly key: string;
  readonly us: number;
  readonly region: string;
  readonly image: string | null;
  readonly at_ms: number;
  readonly spread: number;
}

export interface Outgoing {
  /** `merge` asks to replace the newest waiting version of the item, if there is one. */
  add(peer: Region, version: Omit<OutgoingVersion, "id">, options: { readonly merge: boolean }): void;
  /** Versions that were made at `untilMs` or before, oldest first. */
  before(peer: Region, options: { readonly untilMs: number; readonly limit: number }): OutgoingVersion[];
  /** Forgets this version of the item and older ones: the peer has it, or has a newer one. */
  settle(peer: Region, version: OutgoingVersion): void;
  owes(peer: Region, table: string, key: ItemKey): boolean;
  owesTable(peer: Region, table: string, untilMs: number): boolean;
  /** When the oldest waiting version was made. */
  oldestMs(peer: Region): number | undefined;
  count(peer: Region): number;
  countBefore(peer: Region, untilMs: number): number;
  removeTable(table: string, peer?: Region): void;
}

export function createOutgoing(journal: Journal): Outgoing {
  const insert = (peer: Region, version: Omit<OutgoingVersion, "id">): void => {
    journal.run(
      "INSERT INTO outgoing (peer, tbl, key, us, region, image, at_ms, spread) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
      peer,
      version.table,
      version.key,
      version.stamp.us,
      version.stamp.region,
      version.image === undefined ? null : JSON.stringify(version.image),
      version.atMs,
      version.spread,
    );
  };
  const number = (sql: string, ...values: (string | number)[]): number | undefined =>
    journal.get<{ n: number | null }>(sql, ...values)?.n ?? undefined;
  return {
    add(peer, version, { merge }) {
      const sql = "SELECT id FROM outgoing WHERE peer = ? AND tbl = ? AND key = ? ORDER BY us";
      const waiting = journal.all<{ id: number }>(sql, peer, version.table, version.key);
      const newest = waiting.at(-1);
      if (newest !== undefined && (merge || waiting.length >= VERSION_COUNT_MAX)) {
        journal.run("DELETE FROM outgoing WHERE id = ?", newest.id);
      }
      insert(peer, version);
    },
    before(peer, { untilMs, limit }) {
      const sql = "SELECT * FROM outgoing WHERE peer = ? AND at_ms <= ? ORDER BY at_ms, id LIMIT ?";
      return journal.all<StoredVersion>(sql, peer, untilMs, limit).map(outgoingVersion);
    },
    settle(peer, version) {
      const sql = "DELETE FROM outgoing WHERE peer = ? AND tbl = ? AND key = ? AND us <= ?";
      journal.run(sql, peer, version.table, version.key, version.stamp.us);
    },
    owes: (peer, table, key) =>
      number("SELECT 1 AS n FROM outgoing WHERE peer = ? AND tbl = ? AND key = ? LIMIT 1", peer, table, key) === 1,
    owesTable: (peer, table, untilMs) =>
      number("SELECT 1 AS n FROM outgoing WHERE peer = ? AND tbl = ? AND at_ms <= ? LIMIT 1", peer, table, untilMs) ===
      1,
    oldestMs: (peer) => number("SELECT MIN(at_ms) AS n FROM outgoing WHERE peer = ?", peer),
    count: (peer) => number("SELECT COUNT(*) AS n FROM outgoing WHERE peer = ?", peer) ?? 0,
    countBefore: (peer, untilMs) =>
      number("SELECT COUNT(*) AS n FROM outgoing WHERE peer = ? AND at_ms <= ?", peer, untilMs) ?? 0,
    removeTable(table, peer) {
      if (peer === undefined) journal.run("DELETE FROM outgoing WHERE tbl = ?", table);
      else journal.run("DELETE FROM outgoing WHERE tbl = ? AND peer = ?", table, peer);
    },
  };
}

function outgoingVersion(row: StoredVersion): OutgoingVersion {
  return {
    id: row.id,
    table: row.tbl,
    key: row.key as ItemKey,
    stamp: { us: row.us, region: row.region as Region },
    image: row.image === null ? undefined : (JSON.parse(row.image) as Item),
    atMs: row.at_ms,
    spread: row.spread,
  };
}
