/**
 * One request, from what it names to who answers it. Whatever the front door does not know passes to the engine and back byte for
 * byte, errors too.
 */
import { Fault } from "@tandem/kernel";
import type { EngineAnswer, EngineRequest } from "../engine/engine.ts";
import { agedAnswer } from "../read/careless-read.ts";
import type { Replica } from "../replica/replica.ts";
import type { Backpressure } from "../replication/backpressure.ts";
import { answerStreams, STREAMS_PREFIX } from "../stream/streams-api.ts";
import { admitPartiql, forgetWritten, tablesWritten } from "../table/partiql.ts";
import { TABLE_OPERATIONS } from "../table/tables-api.ts";
import { performWrite } from "../write/perform.ts";
import { planWrite } from "../write/plan-write.ts";
import { asObject, type JsonObject } from "../write/write-plan.ts";
import { internalError } from "./wire-error.ts";

const WRITES: ReadonlySet<string> = new Set([
  "PutItem",
  "UpdateItem",
  "DeleteItem",
  "BatchWriteItem",
  "TransactWriteItems",
]);
const READS: ReadonlySet<string> = new Set(["GetItem", "BatchGetItem", "Query", "Scan", "TransactGetItems"]);
const PARTIQL: ReadonlySet<string> = new Set(["ExecuteStatement", "BatchExecuteStatement", "ExecuteTransaction"]);

export interface DispatchContext {
  readonly world: ReadonlyMap<string, Replica>;
  readonly replica: Replica;
  readonly backpressure: Backpressure;
}

export async function dispatch(context: DispatchContext, request: EngineRequest): Promise<EngineAnswer> {
  const { replica } = context;
  const [api = "", operation = ""] = String(request.headers["x-amz-target"] ?? "").split(".");
  const body = parsedBody(request.body);
  if (body === undefined) return await read(replica, request);
  if (api === STREAMS_PREFIX) return answerStreams(replica, operation, body);
  if (WRITES.has(operation)) return await write(context, { operation, body, request });
  if (PARTIQL.has(operation)) return await partiql(replica, body, request);
  const onTables = TABLE_OPERATIONS.get(operation);
  if (onTables !== undefined) return await onTables(context.world, replica, { body, request });
  const answer = await read(replica, request);
  if (!READS.has(operation)) return answer;
  replica.counts.reads += 1;
  return agedAnswer(replica, { operation, body, answer });
}

function parsedBody(body: Buffer): JsonObject | undefined {
  try {
    return asObject(JSON.parse(body.toString()));
  } catch {
    return undefined;
  }
}

interface Asked {
  readonly operation: string;
  readonly body: JsonObject;
  readonly request: EngineRequest;
}

async function write({ replica, backpressure }: DispatchContext, asked: Asked): Promise<EngineAnswer> {
  refuseIfReadOnly(replica);
  replica.counts.writes += 1;
  const plan = planWrite(replica.tables, asked);
  if (plan === undefined) return await replica.engine.send(asked.request);
  const isReplicated = plan.targets.some(({ target }) => (replica.tables.get(target.table)?.replicas.length ?? 0) > 0);
  if (isReplicated) await backpressure.admit();
  return await performWrite(replica, plan);
}

function refuseIfReadOnly(replica: Replica): void {
  if (replica.faults.readOnly) throw internalError();
}

async function partiql(replica: Replica, body: JsonObject, request: EngineRequest): Promise<EngineAnswer> {
  const written = tablesWritten(body);
  if (written.length === 0) return await read(replica, request);
  refuseIfReadOnly(replica);
  admitPartiql(replica, written);
  forgetWritten(replica, written);
  const answer = await replica.engine.send(request);
  forgetWritten(replica, written);
  return answer;
}

/** A read whose engine died is asked again of the next one, once: reading twice harms nobody. */
async function read(replica: Replica, request: EngineRequest): Promise<EngineAnswer> {
  try {
    return await replica.engine.send(request);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return await replica.engine.send(request);
  }
}
