/**
 * Begins to track a table, when it gets a stream, a replica or TTL. Its items so far are taken into the journal, older than every
 * write to come, so that what changes later can be compared and what is copied to a new replica is everything.
 */
import { callEngine } from "../engine/engine-call.ts";
import type { Item } from "../item/attribute.ts";
import { itemKey } from "../item/item-key.ts";
import type { KeySchemaElement } from "../journal/stream-rows.ts";
import type { Replica } from "../replica/replica.ts";
import { lockName } from "../write/key-locks.ts";
import { learnItem } from "../write/perform.ts";
import { keyNames, type TrackedTable } from "./table-catalog.ts";

export interface EngineTable {
  readonly TableName: string;
  readonly TableId: string;
  readonly KeySchema: readonly KeySchemaElement[];
  readonly AttributeDefinitions: readonly object[];
  readonly [member: string]: unknown;
}

export async function describeInEngine(replica: Replica, table: string): Promise<EngineTable> {
  const answer = await callEngine(replica.engine, "DescribeTable", { TableName: table });
  return answer["Table"] as EngineTable;
}

/** The table's entry in the catalog, made if there is none. `isNew` promises that it has no items. */
export function trackTable(
  replica: Replica,
  described: EngineTable,
  options: { readonly isNew: boolean },
): TrackedTable {
  const known = replica.tables.get(described.TableName);
  if (known !== undefined) return known;
  const table: TrackedTable = {
    name: described.TableName,
    tableId: described.TableId,
    keySchema: described.KeySchema,
    stream: undefined,
    replicas: [],
    ttlAttribute: undefined,
    complete: options.isNew,
  };
  replica.tables.put(table);
  return table;
}

/** Takes all items that the journal does not know into it. */
export async function learnAllItems(replica: Replica, name: string): Promise<void> {
  let from: unknown;
  do {
    const table = replica.tables.get(name);
    if (table === undefined || table.complete) return;
    const page = await callEngine(replica.engine, "Scan", {
      TableName: name,
      ConsistentRead: true,
      ExclusiveStartKey: from,
    });
    for (const item of page["Items"] as readonly Item[]) await learnScanned(replica, table, item);
    from = page["LastEvaluatedKey"];
  } while (from !== undefined);
  const table = replica.tables.get(name);
  if (table !== undefined) replica.tables.put({ ...table, complete: true });
}

async function learnScanned(replica: Replica, table: TrackedTable, item: Item): Promise<void> {
  const key = itemKey(keyNames(table), item);
  if (key === undefined || replica.items.get(table.name, key) !== undefined) return;
  const target = { table: table.name, key };
  const lock = await replica.locks.acquire([lockName(target)]);
  try {
    if (replica.items.get(table.name, key) === undefined) await learnItem(replica, target);
  } finally {
    lock.release();
  }
}

/** The journal knows nothing of the table's items any more: they were written by a way that could not be followed. */
export function forgetItems(replica: Replica, name: string): void {
  const table = replica.tables.get(name);
  if (table === undefined) return;
  replica.journal.together(() => {
    replica.items.removeTable(name);
    replica.tables.put({ ...table, complete: false });
  });
}

/** The table is gone from this region: only what its stream still holds remains. */
export function untrackTable(replica: Replica, name: string): void {
  const table = replica.tables.get(name);
  if (table === undefined) return;
  replica.journal.together(() => {
    if (table.stream !== undefined) replica.streamRows.close(name, table.stream.label, replica.clock.nowMs());
    replica.items.removeTable(name);
    replica.outgoing.removeTable(name);
    replica.tables.remove(name);
  });
}
