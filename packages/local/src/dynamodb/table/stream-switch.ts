/** Turns a table's stream on and off. The engine never hears of it: its own streams grow slower with every record and tell no region. */
import { isoTime } from "@tandem/kernel";
import { STREAM_VIEWS, type StreamView } from "../journal/stream-rows.ts";
import type { Replica } from "../replica/replica.ts";
import { validationError } from "../wire/wire-error.ts";
import type { JsonObject } from "../write/write-plan.ts";
import type { TrackedTable } from "./table-catalog.ts";

/** The view type asked for; undefined when the stream is to be off; throws what AWS says to nonsense. */
export function wantedView(specification: JsonObject): StreamView | undefined {
  if (specification["StreamEnabled"] !== true) {
    if (specification["StreamViewType"] === undefined) return undefined;
    throw validationError(
      "One or more parameter values were invalid: StreamViewType can not be specified when StreamEnabled is false",
    );
  }
  const view = STREAM_VIEWS.find((one) => one === specification["StreamViewType"]);
  if (view !== undefined) return view;
  const found = JSON.stringify(specification["StreamViewType"] ?? null);
  throw validationError(
    `1 validation error detected: Value ${found} at 'streamSpecification.streamViewType' failed to satisfy constraint: ` +
      `Member must satisfy enum value set: [${STREAM_VIEWS.join(", ")}]`,
  );
}

export function enableStream(replica: Replica, table: TrackedTable, view: StreamView): TrackedTable {
  if (table.stream !== undefined)
    throw validationError(`Table already has an enabled stream: TableName: ${table.name}`);
  const label = freeLabel(replica, table.name);
  const changed: TrackedTable = { ...table, stream: { label, view } };
  const createdMs = replica.clock.nowMs();
  replica.journal.together(() => {
    replica.streamRows.open({ table: table.name, label, view, keySchema: table.keySchema, createdMs });
    replica.tables.put(changed);
  });
  for (const listener of replica.tableListeners) listener(table.name);
  return changed;
}

/** The time, as AWS labels streams; a millisecond later if this table had a stream in the same one. */
function freeLabel(replica: Replica, table: string): string {
  for (let ms = replica.clock.nowMs(); ; ms += 1) {
    const label = isoTime(ms).replace("Z", "");
    if (replica.streamRows.get(table, label) === undefined) return label;
  }
}

export function disableStream(replica: Replica, table: TrackedTable): TrackedTable {
  if (table.stream === undefined)
    throw validationError(`Table doesn't have an enabled stream: TableName: ${table.name}`);
  if (table.replicas.length > 0) {
    throw validationError(
      "Stream cannot be disabled for a table that is a replica of a global table, because replication needs it.",
    );
  }
  const { label } = table.stream;
  const changed: TrackedTable = { ...table, stream: undefined };
  replica.journal.together(() => {
    replica.streamRows.close(table.name, label, replica.clock.nowMs());
    replica.tables.put(changed);
  });
  for (const listener of replica.tableListeners) listener(table.name);
  return changed;
}
