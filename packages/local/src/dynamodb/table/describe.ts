/**
 * What a table says of itself here: the engine's description, with the ARNs of the right region and account, the stream the front
 * door keeps, and the replicas.
 */

import { type Replica, tableArn } from "../replica/replica.ts";
import { streamArn } from "../stream/table-stream.ts";
import type { JsonObject } from "../write/write-plan.ts";

/** What an engine writes before a table's name. */
const ENGINE_ARN = /^arn:aws:dynamodb:[^:]*:[^:]*:table\//;
const GLOBAL_TABLE_VERSION = "2019.11.21";

export function describeTable(
  replica: Replica,
  peers: ReadonlyMap<string, Replica>,
  engineTable: JsonObject,
): JsonObject {
  const name = String(engineTable["TableName"]);
  const {
    StreamSpecification: _,
    LatestStreamArn: __,
    LatestStreamLabel: ___,
    ...described
  } = ownArns(replica, engineTable) as JsonObject;
  const table = replica.tables.get(name);
  const stream = table?.stream ?? lastStream(replica, name);
  return {
    ...described,
    ...(table?.stream && { StreamSpecification: { StreamEnabled: true, StreamViewType: table.stream.view } }),
    ...(stream && {
      LatestStreamLabel: stream.label,
      LatestStreamArn: streamArn({ tableArn: tableArn(replica, name), label: stream.label }),
    }),
    ...(table &&
      table.replicas.length > 0 && {
        GlobalTableVersion: GLOBAL_TABLE_VERSION,
        Replicas: table.replicas.map((region) => ({
          RegionName: region,
          ReplicaStatus: isCopying(replica, peers.get(region), name) ? "CREATING" : "ACTIVE",
        })),
        MultiRegionConsistency: "EVENTUAL",
      }),
  };
}

/** The description with every ARN of the engine replaced, in indexes too. */
function ownArns(replica: Replica, value: unknown): unknown {
  if (typeof value === "string") return value.replace(ENGINE_ARN, tableArn(replica, ""));
  if (Array.isArray(value)) return value.map((member) => ownArns(replica, member));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, ownArns(replica, member)]));
}

/** A table whose stream was disabled still names it. */
function lastStream(replica: Replica, name: string): { readonly label: string } | undefined {
  if (replica.tables.get(name) === undefined) return undefined;
  return replica.streamRows.all().findLast((stream) => stream.table === name);
}

/** A replica is being made until the items that stood when it was added have arrived. */
function isCopying(replica: Replica, peer: Replica | undefined, name: string): boolean {
  const copiedMs = peer?.tables.get(name)?.copiedFromMs;
  return copiedMs !== undefined && peer !== undefined && replica.outgoing.owesTable(peer.region, name, copiedMs);
}
