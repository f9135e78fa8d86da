/**
 * Makes a table global, one replica at a time (version 2019.11.21): the table is created in the other region with the same keys,
 * indexes and TTL, every member of the group learns of the new one, and all items are owed to it like fresh writes, each with the
 * stamp it has. Writes that happen meanwhile are simply owed too; stamps sort them out.
 */
import { fraction, isRegion, type Region } from "@tandem/kernel";
import { callEngine } from "../engine/engine-call.ts";
import type { Replica } from "../replica/replica.ts";
import { apiError, validationError } from "../wire/wire-error.ts";
import { asObject } from "../write/write-plan.ts";
import { enableStream } from "./stream-switch.ts";
import type { TrackedTable } from "./table-catalog.ts";
import { describeInEngine, type EngineTable, learnAllItems, trackTable, untrackTable } from "./track-table.ts";

const COPY_PAGE_COUNT = 500;

/** What `ReplicaUpdates` asks for; throws what AWS says to more than one at once, or to a region that does not exist here. */
export function replicaUpdate(updates: unknown): { readonly action: "Create" | "Delete"; readonly region: Region } {
  const only = Array.isArray(updates) && updates.length === 1 ? asObject(updates[0]) : undefined;
  if (only === undefined)
    throw validationError("Update table operation with more than one replica update is not supported.");
  const action = only["Create"] === undefined ? "Delete" : "Create";
  const name = asObject(only[action])?.["RegionName"];
  if (typeof name !== "string" || !isRegion(name)) {
    throw validationError(
      `Unsupported replica update or invalid region: ${JSON.stringify(name ?? null)}; Create or Delete with a RegionName.`,
    );
  }
  return { action, region: name };
}

export async function addReplica(
  world: ReadonlyMap<string, Replica>,
  source: Replica,
  options: { table: string; region: Region },
): Promise<void> {
  const { table: name, region } = options;
  const added = world.get(region);
  if (added === undefined)
    throw validationError(`Region ${region} is not one of this world: ${[...world.keys()].join(", ")}`);
  const described = await describeInEngine(source, name);
  const tracked = trackTable(source, described, { isNew: false });
  if (region === source.region || tracked.replicas.includes(region)) {
    throw validationError(
      `Failed to create a the new replica of table with name: '${name}' because one or more replicas already existed as tables.`,
    );
  }
  if (tracked.stream !== undefined && tracked.stream.view !== "NEW_AND_OLD_IMAGES") {
    throw validationError(
      "Table must have an enabled stream with view type NEW_AND_OLD_IMAGES to become a global table.",
    );
  }
  await createLike(added, { described, ttlAttribute: tracked.ttlAttribute });
  if (tracked.stream === undefined) enableStream(source, tracked, "NEW_AND_OLD_IMAGES");
  await learnAllItems(source, name);
  joinGroup(world, { name, source, added });
}

/** Creates the table in the new region, as it stands in the old one. */
async function createLike(
  added: Replica,
  source: { readonly described: EngineTable; readonly ttlAttribute: string | undefined },
): Promise<void> {
  const { described } = source;
  await makeRoom(added, described.TableName);
  const created = await callEngine(added.engine, "CreateTable", {
    TableName: described.TableName,
    KeySchema: described.KeySchema,
    AttributeDefinitions: described.AttributeDefinitions,
    GlobalSecondaryIndexes: indexes(described["GlobalSecondaryIndexes"]),
    LocalSecondaryIndexes: indexes(described["LocalSecondaryIndexes"]),
    BillingMode: "PAY_PER_REQUEST",
  });
  if (source.ttlAttribute !== undefined) {
    const specification = { Enabled: true, AttributeName: source.ttlAttribute };
    await callEngine(added.engine, "UpdateTimeToLive", {
      TableName: described.TableName,
      TimeToLiveSpecification: specification,
    });
  }
  const table = trackTable(added, created["TableDescription"] as EngineTable, { isNew: true });
  enableStream(added, { ...table, ttlAttribute: source.ttlAttribute }, "NEW_AND_OLD_IMAGES");
}

/**
 * A table that stands in the way is refused, as by AWS; but not an empty one that replicates nowhere, since a world that was
 * killed half-way through this left just that.
 */
async function makeRoom(added: Replica, name: string): Promise<void> {
  const existing = await describeInEngine(added, name).catch(() => undefined);
  if (existing === undefined) return;
  const { Count } = await callEngine(added.engine, "Scan", { TableName: name, Limit: 1, Select: "COUNT" });
  if (Count !== 0 || (added.tables.get(name)?.replicas.length ?? 0) > 0) {
    throw apiError("ResourceInUseException", `Table already exists in ${added.region}: ${name}`);
  }
  untrackTable(added, name);
  await callEngine(added.engine, "DeleteTable", { TableName: name });
}

function indexes(described: unknown): object[] | undefined {
  if (!Array.isArray(described)) return undefined;
  return described.map((index) => ({
    IndexName: index["IndexName"],
    KeySchema: index["KeySchema"],
    Projection: index["Projection"],
  }));
}

/** Every member learns of the new one and owes it all it has. Nothing here waits, so no write falls between. */
function joinGroup(
  world: ReadonlyMap<string, Replica>,
  options: { name: string; source: Replica; added: Replica },
): void {
  const { name, source, added } = options;
  const group = [source.region, ...(source.tables.get(name)?.replicas ?? [])];
  const copiedFromMs = source.clock.nowMs();
  for (const region of group) {
    const member = world.get(region);
    const table = member?.tables.get(name);
    if (member === undefined || table === undefined) continue;
    member.journal.together(() => {
      member.tables.put({ ...table, replicas: [...table.replicas, added.region] });
      oweAll(member, { table, peer: added.region, atMs: copiedFromMs });
    });
    for (const wake of member.wakeLinks) wake();
  }
  const table = added.tables.get(name);
  if (table !== undefined) added.tables.put({ ...table, replicas: group, copiedFromMs });
}

/** Owes a peer every item, deleted ones too, each with the stamp it has. */
export function oweAll(
  member: Replica,
  options: { readonly table: TrackedTable; readonly peer: Region; readonly atMs: number },
): void {
  const { table, peer, atMs } = options;
  let afterKey = "";
  for (;;) {
    const page = member.items.page({ table: table.name, afterKey, limit: COPY_PAGE_COUNT });
    for (const { key, stamp, image } of page) {
      const version = { table: table.name, key, stamp, image, atMs, spread: fraction(member.random) };
      member.outgoing.add(peer, version, { merge: false });
    }
    if (page.length < COPY_PAGE_COUNT) return;
    afterKey = page.at(-1)?.key ?? "";
  }
}

/** Takes the table away from one region; the others go on without it. */
export async function removeReplica(
  world: ReadonlyMap<string, Replica>,
  source: Replica,
  options: { table: string; region: Region },
): Promise<void> {
  const { table: name, region } = options;
  const removed = world.get(region);
  if (region === source.region || removed === undefined || !source.tables.get(name)?.replicas.includes(region)) {
    throw apiError(
      "ReplicaNotFoundException",
      `Failed to delete the replica of table ${name} in ${region}: there is none.`,
    );
  }
  // First nobody replicates to it any more, then it goes.
  leaveGroup(world, { name, region });
  await callEngine(removed.engine, "DeleteTable", { TableName: name });
}

/** The region's replica is gone: its own state is dropped, and nobody owes it anything any more. */
export function leaveGroup(
  world: ReadonlyMap<string, Replica>,
  { name, region }: { readonly name: string; readonly region: Region },
): void {
  const removed = world.get(region);
  const group = removed?.tables.get(name)?.replicas ?? [];
  for (const peer of group) {
    const member = world.get(peer);
    const table = member?.tables.get(name);
    if (member === undefined || table === undefined) continue;
    member.journal.together(() => {
      member.tables.put({ ...table, replicas: table.replicas.filter((one) => one !== region) });
      member.outgoing.removeTable(name, region);
    });
  }
  if (removed !== undefined) untrackTable(removed, name);
}
