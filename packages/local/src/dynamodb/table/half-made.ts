/**
 * A table is created in two steps: the engine makes it, then the front door gives it its stream. A note in the journal spans both,
 * so that a world killed between them finishes at its next start what nobody was told yet.
 */
import { Fault } from "@tandem/kernel";
import { STREAM_VIEWS, type StreamView } from "../journal/stream-rows.ts";
import type { Replica } from "../replica/replica.ts";
import { enableStream } from "./stream-switch.ts";
import { describeInEngine, trackTable } from "./track-table.ts";

const PREFIX = "creating ";

export function noteCreation(replica: Replica, table: string, view: StreamView): void {
  replica.journal.run("INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)", PREFIX + table, view);
}

export function forgetCreation(replica: Replica, table: string): void {
  replica.journal.run("DELETE FROM setting WHERE name = ?", PREFIX + table);
}

/** Gives their streams to tables that were being created when the last run ended. */
export async function finishCreations(replica: Replica): Promise<void> {
  const sql = "SELECT name, value FROM setting WHERE substr(name, 1, ?) = ?";
  for (const { name, value } of replica.journal.all<{ name: string; value: string }>(sql, PREFIX.length, PREFIX)) {
    const table = name.slice(PREFIX.length);
    const view = STREAM_VIEWS.find((one) => one === value);
    const described = await describeInEngine(replica, table).catch((error: unknown) => {
      if (error instanceof Fault && error.code === "rejected") return undefined;
      throw error;
    });
    if (described !== undefined && view !== undefined && replica.tables.get(table) === undefined) {
      enableStream(replica, trackTable(replica, described, { isNew: true }), view);
    }
    forgetCreation(replica, table);
  }
}
