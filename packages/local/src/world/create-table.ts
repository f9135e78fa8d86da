/**
 * The one table of the product, made as a global table the way it is made in AWS: in one region first, then a replica in each of
 * the others. What stands already is left as it is, so that a start that was killed halfway is finished by the next.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { must, type Region } from "@tandem/kernel";
import { type AwsCall, AwsRefusal, awsCaller } from "./aws-call.ts";

export interface TableShape {
  readonly partitionKey: string;
  readonly sortKey: string;
  readonly ttlAttribute: string;
  readonly streamViewType: string;
}

export interface CreateTable {
  readonly tableName: string;
  readonly shape: TableShape;
  readonly regions: readonly { readonly region: Region; readonly url: string }[];
}

interface Described {
  readonly TableStatus?: string;
  readonly Replicas?: readonly { readonly RegionName: string; readonly ReplicaStatus?: string }[];
}

const ACTIVE_MS_MAX = 20_000;
const POLL_MS = 20;

export async function createGlobalTable({ tableName, shape, regions }: CreateTable): Promise<void> {
  const callers = regions.map(({ region, url }) => ({ region, call: awsCaller({ url, region, service: "dynamodb" }) }));
  const first = must(await findStanding(callers, tableName), "a world has at least one region");
  const { call } = first;
  if ((await describe(call, tableName)) === undefined) await createIn(call, tableName, shape);
  const standing = new Set((await whenActive(call, tableName)).Replicas?.map(({ RegionName }) => RegionName));
  for (const { region } of callers) {
    if (region === first.region || standing.has(region)) continue;
    await call("UpdateTable", { TableName: tableName, ReplicaUpdates: [{ Create: { RegionName: region } }] });
    await whenActive(call, tableName);
  }
  for (const { call } of callers) {
    await whenActive(call, tableName);
    await enableTtl(call, { tableName, attribute: shape.ttlAttribute });
  }
}

interface RegionCaller {
  readonly region: Region;
  readonly call: AwsCall;
}

/** Where the table stands, which need not be the first region: that may have lost everything, and gets it back as a replica. */
async function findStanding(callers: readonly RegionCaller[], tableName: string): Promise<RegionCaller | undefined> {
  for (const caller of callers) {
    if ((await describe(caller.call, tableName)) !== undefined) return caller;
  }
  return callers[0];
}

async function createIn(call: AwsCall, tableName: string, { partitionKey, sortKey, streamViewType }: TableShape) {
  await call("CreateTable", {
    TableName: tableName,
    BillingMode: "PAY_PER_REQUEST",
    AttributeDefinitions: [partitionKey, sortKey].map((name) => ({ AttributeName: name, AttributeType: "S" })),
    KeySchema: [
      { AttributeName: partitionKey, KeyType: "HASH" },
      { AttributeName: sortKey, KeyType: "RANGE" },
    ],
    StreamSpecification: { StreamEnabled: true, StreamViewType: streamViewType },
  });
}

async function describe(call: AwsCall, tableName: string): Promise<Described | undefined> {
  try {
    return (await call("DescribeTable", { TableName: tableName }))["Table"] as Described;
  } catch (error) {
    if (error instanceof AwsRefusal && error.code === "ResourceNotFoundException") return undefined;
    throw error;
  }
}

async function whenActive(call: AwsCall, tableName: string): Promise<Described> {
  const until = performance.now() + ACTIVE_MS_MAX;
  for (;;) {
    const table = await describe(call, tableName);
    const replicasReady = table?.Replicas?.every(({ ReplicaStatus = "ACTIVE" }) => ReplicaStatus === "ACTIVE") ?? true;
    if (table?.TableStatus === "ACTIVE" && replicasReady) return table;
    if (performance.now() > until)
      throw new Error(`table ${tableName} did not become active: ${JSON.stringify(table)}`);
    await sleep(POLL_MS);
  }
}

async function enableTtl(
  call: AwsCall,
  { tableName, attribute }: { readonly tableName: string; readonly attribute: string },
) {
  const described = await call("DescribeTimeToLive", { TableName: tableName });
  const status = (described["TimeToLiveDescription"] as { TimeToLiveStatus?: string } | undefined)?.TimeToLiveStatus;
  if (status === "ENABLED" || status === "ENABLING") return;
  await call("UpdateTimeToLive", {
    TableName: tableName,
    TimeToLiveSpecification: { AttributeName: attribute, Enabled: true },
  });
}
