/**
 * The tables of a region that need more than the engine gives: a stream, replicas, or TTL. All others are passed through
 * untouched, byte for byte, and are not listed here.
 */
import type { Region } from "@tandem/kernel";
import type { Journal } from "../journal/journal.ts";
import type { KeySchemaElement, StreamView } from "../journal/stream-rows.ts";

export interface TrackedTable {
  readonly name: string;
  /** The engine's id for it: a table of the same name made anew has another. */
  readonly tableId: string;
  readonly keySchema: readonly KeySchemaElement[];
  readonly stream: { readonly label: string; readonly view: StreamView } | undefined;
  /** The other regions that hold this table. */
  readonly replicas: readonly Region[];
  readonly ttlAttribute: string | undefined;
  /**
   * Whether every item of the engine is known to the journal. Not so for a table that had items before it was tracked; then an
   * unknown item is read before it is written.
   */
  readonly complete: boolean;
  /** When this replica was added to a table that stood: what its peers wrote until then is the initial copy. */
  readonly copiedFromMs?: number;
}

export interface TableCatalog {
  get(name: string): TrackedTable | undefined;
  all(): readonly TrackedTable[];
  put(table: TrackedTable): void;
  remove(name: string): void;
}

export function createTableCatalog(journal: Journal): TableCatalog {
  const tables = new Map<string, TrackedTable>();
  for (const row of journal.all<{ name: string; state: string }>("SELECT name, state FROM tracked_table")) {
    tables.set(row.name, JSON.parse(row.state) as TrackedTable);
  }
  return {
    get: (name) => tables.get(name),
    all: () => [...tables.values()],
    put(table) {
      const sql = "INSERT OR REPLACE INTO tracked_table (name, state) VALUES (?, ?)";
      journal.run(sql, table.name, JSON.stringify(table));
      tables.set(table.name, table);
    },
    remove(name) {
      journal.run("DELETE FROM tracked_table WHERE name = ?", name);
      tables.delete(name);
    },
  };
}

/** Partition key first, then the sort key if there is one. */
export function keyNames(table: TrackedTable): readonly string[] {
  const hash = table.keySchema.filter((element) => element.KeyType === "HASH");
  const range = table.keySchema.filter((element) => element.KeyType !== "HASH");
  return [...hash, ...range].map((element) => element.AttributeName);
}
