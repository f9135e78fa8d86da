/**
 * The operations that make, change and describe tables. The engine does what it knows; streams, replicas and ARNs are the front
 * door's. What AWS keeps the same in all replicas (indexes, billing, TTL) is done in all of them.
 */
import type { EngineAnswer, EngineRequest } from "../engine/engine.ts";
import { callEngine, ownRequest } from "../engine/engine-call.ts";
import type { Replica } from "../replica/replica.ts";
import { setTtl } from "../ttl/ttl-switch.ts";
import { jsonAnswer } from "../wire/wire-error.ts";
import { answerWithBody, asObject, type JsonObject, withBody } from "../write/write-plan.ts";
import { describeTable } from "./describe.ts";
import { forgetCreation, noteCreation } from "./half-made.ts";
import { addReplica, leaveGroup, removeReplica, replicaUpdate } from "./replica-updates.ts";
import { disableStream, enableStream, wantedView } from "./stream-switch.ts";
import { type EngineTable, trackTable } from "./track-table.ts";

export interface TableRequest {
  readonly body: JsonObject;
  readonly request: EngineRequest;
}

type World = ReadonlyMap<string, Replica>;
type TableOperation = (world: World, replica: Replica, asked: TableRequest) => Promise<EngineAnswer>;

export const TABLE_OPERATIONS: ReadonlyMap<string, TableOperation> = new Map([
  ["CreateTable", createTable],
  ["DescribeTable", (world, replica, { request }) => passDescribed(world, replica, request)],
  ["UpdateTable", updateTable],
  ["DeleteTable", deleteTable],
  ["UpdateTimeToLive", updateTimeToLive],
] satisfies [string, TableOperation][]);

/** Sends the request on; where the answer describes a table, it is described as it is here. */
async function passDescribed(world: World, replica: Replica, request: EngineRequest): Promise<EngineAnswer> {
  const answer = await replica.engine.send(request);
  return answer.status === 200 ? localized(world, replica, answer) : answer;
}

function localized(world: World, replica: Replica, answer: EngineAnswer): EngineAnswer {
  const body = JSON.parse(answer.body.toString()) as Record<string, JsonObject>;
  const member = body["Table"] === undefined ? "TableDescription" : "Table";
  return answerWithBody(answer, { ...body, [member]: describeTable(replica, world, body[member] ?? {}) });
}

async function createTable(world: World, replica: Replica, { body, request }: TableRequest): Promise<EngineAnswer> {
  const specification = asObject(body["StreamSpecification"]);
  if (specification === undefined) return await passDescribed(world, replica, request);
  const view = wantedView(specification);
  const { StreamSpecification: _, ...rest } = body;
  const name = String(body["TableName"]);
  const isNew = view !== undefined && !(await exists(replica, name));
  if (isNew) noteCreation(replica, name, view);
  const answer = await replica.engine.send(withBody(request, rest));
  if (answer.status === 200 && view !== undefined) {
    const { TableDescription } = JSON.parse(answer.body.toString()) as { TableDescription: EngineTable };
    enableStream(replica, trackTable(replica, TableDescription, { isNew: true }), view);
  }
  if (isNew) forgetCreation(replica, name);
  return answer.status === 200 ? localized(world, replica, answer) : answer;
}

async function exists(replica: Replica, name: string): Promise<boolean> {
  return (await replica.engine.send(ownRequest("DescribeTable", { TableName: name }))).status === 200;
}

async function updateTable(world: World, replica: Replica, { body, request }: TableRequest): Promise<EngineAnswer> {
  const { StreamSpecification, ReplicaUpdates, ...rest } = body;
  if (StreamSpecification === undefined && ReplicaUpdates === undefined)
    return await updateEverywhere(world, replica, { body, request });
  const table = String(body["TableName"]);
  const describe = ownRequest("DescribeTable", { TableName: body["TableName"] });
  const standing = await replica.engine.send(describe);
  if (standing.status !== 200) return standing;
  if (StreamSpecification !== undefined) {
    const view = wantedView(asObject(StreamSpecification) ?? {});
    const { Table } = JSON.parse(standing.body.toString()) as { Table: EngineTable };
    const tracked = trackTable(replica, Table, { isNew: false });
    if (view === undefined) disableStream(replica, tracked);
    else enableStream(replica, tracked, view);
  }
  if (ReplicaUpdates !== undefined) {
    const { action, region } = replicaUpdate(ReplicaUpdates);
    await (action === "Create" ? addReplica : removeReplica)(world, replica, { table, region });
  }
  if (Object.keys(rest).length > 1)
    return await updateEverywhere(world, replica, { body: rest, request: withBody(request, rest) });
  const described = await callEngine(replica.engine, "DescribeTable", { TableName: table });
  const description = describeTable(replica, world, asObject(described["Table"]) ?? {});
  return jsonAnswer({ TableDescription: { ...description, TableStatus: "UPDATING" } });
}

/** Indexes and capacity are the same in every replica; deletion protection is each replica's own. */
async function updateEverywhere(
  world: World,
  replica: Replica,
  { body, request }: TableRequest,
): Promise<EngineAnswer> {
  const answer = await passDescribed(world, replica, request);
  const { DeletionProtectionEnabled: _, ...shared } = body;
  if (answer.status === 200 && Object.keys(shared).length > 1) {
    await forEachPeer({ world, replica, body }, (peer) => callEngine(peer.engine, "UpdateTable", shared));
  }
  return answer;
}

interface OtherReplicas {
  readonly world: World;
  readonly replica: Replica;
  readonly body: JsonObject;
}

async function forEachPeer(
  { world, replica, body }: OtherReplicas,
  work: (peer: Replica) => Promise<unknown>,
): Promise<void> {
  for (const region of replica.tables.get(String(body["TableName"]))?.replicas ?? []) {
    const peer = world.get(region);
    if (peer !== undefined) await work(peer);
  }
}

async function deleteTable(world: World, replica: Replica, { body, request }: TableRequest): Promise<EngineAnswer> {
  const answer = await passDescribed(world, replica, request);
  if (answer.status === 200) leaveGroup(world, { name: String(body["TableName"]), region: replica.region });
  return answer;
}

async function updateTimeToLive(
  world: World,
  replica: Replica,
  { body, request }: TableRequest,
): Promise<EngineAnswer> {
  const answer = await replica.engine.send(request);
  if (answer.status !== 200) return answer;
  const specification = asObject(body["TimeToLiveSpecification"]);
  const attribute = specification?.["Enabled"] === true ? String(specification["AttributeName"]) : undefined;
  const table = String(body["TableName"]);
  await setTtl(replica, { table, attribute });
  await forEachPeer({ world, replica, body }, async (peer) => {
    await callEngine(peer.engine, "UpdateTimeToLive", body);
    await setTtl(peer, { table, attribute });
  });
  return answer;
}
