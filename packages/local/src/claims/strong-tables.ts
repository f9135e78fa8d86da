/**
 * Tables of multi-region strong consistency: one engine that every region's front door asks, so that what is acknowledged anywhere is read
 * everywhere. What such tables cannot do in AWS is refused here too, and so is whatever would have to be agreed on by a region
 * that hears no majority. They are made with the world, and not by requests.
 */
import { setTimeout as sleep } from "node:timers/promises";
import type { Region } from "@tandem/kernel";
import type { Engine, EngineAnswer, EngineRequest } from "../dynamodb/engine/engine.ts";
import { callEngine } from "../dynamodb/engine/engine-call.ts";
import type { Replica } from "../dynamodb/replica/replica.ts";
import { describeTable } from "../dynamodb/table/describe.ts";
import { internalError, validationError } from "../dynamodb/wire/wire-error.ts";
import { answerWithBody, asObject, type JsonObject } from "../dynamodb/write/write-plan.ts";
import type { Quorum } from "./quorum.ts";
import { isConsistentRead, itemsWritten, tablesNamed } from "./strong-request.ts";
import { createWriters } from "./writers.ts";

export interface StrongTable {
  readonly name: string;
  /** Text, the whole of an item's key. */
  readonly key: string;
  /** An index over all items by this text, then by their key; it has the keys only. */
  readonly index?: { readonly name: string; readonly by: string };
}

export interface StrongTablesOptions {
  readonly engine: Engine;
  readonly tables: readonly StrongTable[];
  readonly quorum: Quorum;
  readonly regions: readonly Region[];
}

export interface StrongTables {
  /** The answer in this region, if the request names a table of these; nothing if it is somebody else's. */
  answer(replica: Replica, request: EngineRequest): Promise<EngineAnswer> | undefined;
}

/** Two regions of a continent are farther apart than this; enough that those who write at once meet. */
const AGREEING_MS = 10;
const WRITES: ReadonlySet<string> = new Set(["PutItem", "UpdateItem", "DeleteItem", "BatchWriteItem"]);
const READS: ReadonlySet<string> = new Set(["GetItem", "BatchGetItem", "Query", "Scan"]);
const ASKED_OF_ENGINE: ReadonlySet<string> = new Set([...WRITES, ...READS, "DescribeTimeToLive"]);

export async function createStrongTables(options: StrongTablesOptions): Promise<StrongTables> {
  const { engine, tables } = options;
  for (const table of tables) await makeOnce(engine, table);
  const serve = createServer(options);
  return {
    answer(replica, request) {
      // A look at the bytes spares everybody else's requests from being parsed twice.
      if (!tables.some(({ name }) => request.body.includes(name))) return undefined;
      const body = parsed(request.body);
      const named = body === undefined ? [] : tablesNamed(body);
      const isOurs = named.some((name) => tables.some((table) => table.name === name));
      return isOurs && body !== undefined ? serve(replica, { request, body, named }) : undefined;
    },
  };
}

interface Asked {
  readonly request: EngineRequest;
  readonly body: JsonObject;
  readonly named: readonly string[];
}

function createServer(options: StrongTablesOptions) {
  const { engine, tables, quorum } = options;
  const writers = createWriters();
  const keys = [...new Set(tables.map(({ key }) => key))];
  return async (replica: Replica, { request, body, named }: Asked): Promise<EngineAnswer> => {
    const { region } = replica;
    const operation = String(request.headers["x-amz-target"] ?? "").split(".")[1] ?? "";
    if (operation === "DescribeTable") return await describe(options, replica, request);
    if (!ASKED_OF_ENGINE.has(operation)) throw validationError(whyNot(operation));
    if (named.some((name) => !tables.some((table) => table.name === name)))
      throw validationError(
        "This local world takes no batch over tables of both kinds of consistency: ask for them apart.",
      );
    const agree = async () => {
      await sleep(AGREEING_MS);
      // AWS may have done a write that it calls failed; here none of those is.
      if (!quorum.hears(region)) throw internalError();
    };
    if (WRITES.has(operation)) {
      if (replica.faults.readOnly) throw internalError();
      replica.counts.writes += 1;
      return await writers.run(region, itemsWritten(operation, body, keys), async () => {
        await agree();
        return await engine.send(request);
      });
    }
    replica.counts.reads += 1;
    if (isConsistentRead(operation, body)) await agree();
    return await engine.send(request);
  };
}

function whyNot(operation: string): string {
  if (/^Transact(?:Write|Get)Items$/.test(operation))
    return "Transactions are not supported on global tables that are configured for multi-Region strong consistency";
  if (operation === "UpdateTimeToLive")
    return "Time to Live is not supported on global tables that are configured for multi-Region strong consistency";
  return `${operation} of this table is not modelled here: it is made with the local world, and stays as it is`;
}

/** As AWS describes it in this region: the other replicas, the witness, and how consistent they are. */
async function describe(
  { engine, quorum, regions }: StrongTablesOptions,
  replica: Replica,
  request: EngineRequest,
): Promise<EngineAnswer> {
  const answer = await engine.send(request);
  if (answer.status !== 200) return answer;
  const { Table } = JSON.parse(answer.body.toString()) as { readonly Table: JsonObject };
  const described = describeTable(replica, new Map(), Table);
  if (regions.length === 1) return answerWithBody(answer, { Table: described });
  const Replicas = regions
    .filter((region) => region !== replica.region)
    .map((RegionName) => ({ RegionName, ReplicaStatus: "ACTIVE" }));
  const GlobalTableWitnesses = quorum.hasWitness ? [{ RegionName: WITNESS, WitnessStatus: "ACTIVE" }] : undefined;
  const strong = { GlobalTableVersion: "2019.11.21", Replicas, GlobalTableWitnesses, MultiRegionConsistency: "STRONG" };
  return answerWithBody(answer, { Table: { ...described, ...strong } });
}

/** Production's; the local one has no place. */
const WITNESS = "us-east-2";

/** What stands is left as it is, so that a start that was killed halfway is finished by the next. */
async function makeOnce(engine: Engine, { name, key, index }: StrongTable): Promise<void> {
  const standing = await callEngine(engine, "ListTables", {});
  const names = standing["TableNames"];
  if (Array.isArray(names) && names.includes(name)) return;
  const keyed = (...attributes: readonly string[]) =>
    attributes.map((AttributeName, place) => ({ AttributeName, KeyType: place === 0 ? "HASH" : "RANGE" }));
  await callEngine(engine, "CreateTable", {
    TableName: name,
    BillingMode: "PAY_PER_REQUEST",
    AttributeDefinitions: [key, ...(index ? [index.by] : [])].map((AttributeName) => ({
      AttributeName,
      AttributeType: "S",
    })),
    KeySchema: keyed(key),
    ...(index && {
      GlobalSecondaryIndexes: [
        { IndexName: index.name, KeySchema: keyed(index.by, key), Projection: { ProjectionType: "KEYS_ONLY" } },
      ],
    }),
  });
}

function parsed(body: Buffer): JsonObject | undefined {
  try {
    return asObject(JSON.parse(body.toString()));
  } catch {
    return undefined;
  }
}
