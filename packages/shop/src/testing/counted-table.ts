/** A table that counts what is asked of it: what an order costs is a promise too. */
import type { Commit, RegionTable } from "@tandem/replication";

export interface CountedTable {
  readonly table: RegionTable;
  /** `commit`, `read` and `page`, in their order. */
  readonly calls: string[];
  readonly commits: Commit[];
}

export function countTable(table: RegionTable): CountedTable {
  const calls: string[] = [];
  const commits: Commit[] = [];
  return {
    calls,
    commits,
    table: {
      ...table,
      read(partitions, options) {
        calls.push("read");
        return table.read(partitions, options);
      },
      page(partition, options) {
        calls.push("page");
        return table.page(partition, options);
      },
      commit(commit) {
        calls.push("commit");
        commits.push(commit);
        return table.commit(commit);
      },
    },
  };
}
