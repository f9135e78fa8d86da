/**
 * A region's table that counts what DynamoDB would charge: a unit for each begun KB written and each begun 4 KB read, half a unit for a read that
 * is not consistent, two for each member of a transaction, and one more in every other region for what is replicated there.
 */
import type { Item, RegionTable, Write } from "@tandem/replication";

export interface Units {
  /** Written in this region. */
  readonly writes: number;
  /** Written in each other region by replication. */
  readonly replicated: number;
  readonly reads: number;
  /** The largest item, in bytes. */
  readonly largest: number;
}

export interface MeteredTable {
  readonly table: RegionTable;
  /** What was used since the last call. */
  take(): Units;
}

const KB = 1_024;
const READ_BYTES = 4 * KB;
/** A transaction writes each item twice, to prepare and to commit; a condition alone is charged like a write. */
const TRANSACTED = 2;
const NOTHING: Units = { writes: 0, replicated: 0, reads: 0, largest: 0 };

export function meterTable(table: RegionTable, at: (write: Write) => Item | undefined): MeteredTable {
  let used = NOTHING;

  function read(items: readonly Item[], consistent: boolean): void {
    const bytes = items.reduce((sum, item) => sum + bytesOf(item), 0);
    const units = Math.max(1, Math.ceil(bytes / READ_BYTES));
    used = { ...used, reads: used.reads + (consistent ? units : units / 2) };
  }

  function wrote(writes: readonly Write[]): void {
    const isTransaction = writes.length > 1 || writes[0]?.type === "adjust";
    for (const write of writes) {
      const bytes = bytesOf(at(write));
      const units = Math.max(1, Math.ceil(bytes / KB));
      used = {
        ...used,
        writes: used.writes + units * (isTransaction ? TRANSACTED : 1),
        replicated: used.replicated + (write.type === "absent" ? 0 : units),
        largest: Math.max(used.largest, bytes),
      };
    }
  }

  return {
    table: {
      region: table.region,
      async read(partitions, options) {
        const found = await table.read(partitions, options);
        for (const items of found) read(items, options.consistent);
        return found;
      },
      async page(partition, options) {
        const page = await table.page(partition, options);
        read(page.items, options.consistent);
        return page;
      },
      async walk(options) {
        const page = await table.walk(options);
        read(page.items, false);
        return page;
      },
      async commit(commit) {
        const outcome = await table.commit(commit);
        wrote(commit.writes);
        return outcome;
      },
    },
    take() {
      const taken = used;
      used = NOTHING;
      return taken;
    },
  };
}

/** As JSON, which is a little longer than what DynamoDB counts: quotes and commas are free there. */
export function bytesOf(item: Item | undefined): number {
  return item === undefined ? 0 : Buffer.byteLength(JSON.stringify(item));
}
