/**
 * The streams of a region's tables and their records. A record is written in the transaction that settles its write, so
 * there is no write without its record and no record without its write. A stream that was disabled keeps what it has until it is trimmed.
 */
import type { Item } from "../item/attribute.ts";
import type { Journal } from "./journal.ts";

export const STREAM_VIEWS = ["KEYS_ONLY", "NEW_IMAGE", "OLD_IMAGE", "NEW_AND_OLD_IMAGES"] as const;
export type StreamView = (typeof STREAM_VIEWS)[number];

export interface KeySchemaElement {
  readonly AttributeName: string;
  readonly KeyType: string;
}

export interface StreamRow {
  readonly table: string;
  /** When the stream was enabled, as text; with the table's name it names the stream. */
  readonly label: string;
  readonly view: StreamView;
  readonly keySchema: readonly KeySchemaElement[];
  readonly createdMs: number;
  readonly closedMs: number | undefined;
}

export interface ChangeRow {
  readonly seq: number;
  readonly atMs: number;
  readonly key: Item;
  readonly oldImage: Item | undefined;
  readonly newImage: Item | undefined;
  /** True for a deletion by this replica's own TTL sweep. */
  readonly byTtl: boolean;
}

export interface StreamRows {
  open(stream: Omit<StreamRow, "closedMs">): void;
  close(table: string, label: string, atMs: number): void;
  get(table: string, label: string): StreamRow | undefined;
  all(): StreamRow[];
  append(table: string, label: string, change: Omit<ChangeRow, "seq">): void;
  read(table: string, label: string, options: { readonly afterSeq: number; readonly limit: number }): ChangeRow[];
  /** The highest sequence number given in this region so far. */
  latestSeq(): number;
  oldestSeq(table: string, label: string): number | undefined;
  /** Drops records older than `beforeMs`, then the oldest beyond `countMax`, then closed streams that are empty. */
  trim(options: { readonly beforeMs: number; readonly countMax: number }): void;
}

interface StoredChange {
  readonly seq: number;
  readonly at_ms: number;
  readonly key: string;
  readonly old_image: string | null;
  readonly new_image: string | null;
  readonly by_ttl: number;
}

interface StoredStream {
  readonly tbl: string;
  readonly label: string;
  readonly view: string;
  readonly key_schema: string;
  readonly created_ms: number;
  readonly closed_ms: number | null;
}

export function createStreamRows(journal: Journal): StreamRows {
  const latestSeq = (): number =>
    journal.get<{ seq: number }>("SELECT seq FROM sqlite_sequence WHERE name = 'record'")?.seq ?? 0;
  return {
    open(stream) {
      const sql = "INSERT INTO stream (tbl, label, view, key_schema, created_ms) VALUES (?, ?, ?, ?, ?)";
      journal.run(sql, stream.table, stream.label, stream.view, JSON.stringify(stream.keySchema), stream.createdMs);
    },
    close(table, label, atMs) {
      journal.run("UPDATE stream SET closed_ms = ? WHERE tbl = ? AND label = ?", atMs, table, label);
    },
    get(table, label) {
      const row = journal.get<StoredStream>("SELECT * FROM stream WHERE tbl = ? AND label = ?", table, label);
      return row && streamRow(row);
    },
    all: () => journal.all<StoredStream>("SELECT * FROM stream ORDER BY tbl, label").map(streamRow),
    append(table, label, change) {
      journal.run(
        "INSERT INTO record (stream, at_ms, key, old_image, new_image, by_ttl) VALUES (?, ?, ?, ?, ?, ?)",
        streamId(table, label),
        change.atMs,
        JSON.stringify(change.key),
        change.oldImage === undefined ? null : JSON.stringify(change.oldImage),
        change.newImage === undefined ? null : JSON.stringify(change.newImage),
        change.byTtl ? 1 : 0,
      );
    },
    read(table, label, { afterSeq, limit }) {
      const sql = "SELECT * FROM record WHERE stream = ? AND seq > ? ORDER BY seq LIMIT ?";
      return journal.all<StoredChange>(sql, streamId(table, label), afterSeq, limit).map(changeRow);
    },
    latestSeq,
    oldestSeq: (table, label) =>
      journal.get<{ seq: number | null }>("SELECT MIN(seq) AS seq FROM record WHERE stream = ?", streamId(table, label))
        ?.seq ?? undefined,
    trim({ beforeMs, countMax }) {
      // Records were made in the order of their numbers, so the first young one parts them, and nothing after it is looked at.
      const young = journal.get<{ seq: number }>(
        "SELECT seq FROM record WHERE at_ms >= ? ORDER BY seq LIMIT 1",
        beforeMs,
      );
      const keepFrom = Math.max(young?.seq ?? latestSeq() + 1, latestSeq() - countMax + 1);
      journal.run("DELETE FROM record WHERE seq < ?", keepFrom);
      const closed = journal.all<StoredStream>("SELECT * FROM stream WHERE closed_ms < ?", beforeMs).map(streamRow);
      for (const stream of closed) {
        journal.run("DELETE FROM record WHERE stream = ?", streamId(stream.table, stream.label));
        journal.run("DELETE FROM stream WHERE tbl = ? AND label = ?", stream.table, stream.label);
      }
    },
  };
}

function streamId(table: string, label: string): string {
  return `${table}/stream/${label}`;
}

function changeRow(row: StoredChange): ChangeRow {
  return {
    seq: row.seq,
    atMs: row.at_ms,
    key: JSON.parse(row.key) as Item,
    oldImage: row.old_image === null ? undefined : (JSON.parse(row.old_image) as Item),
    newImage: row.new_image === null ? undefined : (JSON.parse(row.new_image) as Item),
    byTtl: row.by_ttl === 1,
  };
}

function streamRow(row: StoredStream): StreamRow {
  return {
    table: row.tbl,
    label: row.label,
    view: row.view as StreamView,
    keySchema: JSON.parse(row.key_schema) as KeySchemaElement[],
    createdMs: row.created_ms,
    closedMs: row.closed_ms ?? undefined,
  };
}
