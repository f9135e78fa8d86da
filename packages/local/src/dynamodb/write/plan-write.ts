/**
 * Reads a write request just far enough to know which items of tracked tables it aims at. A request that makes no sense has no
 * plan: it is passed through for the engine to refuse in its own words.
 */
import type { EngineAnswer, EngineRequest } from "../engine/engine.ts";
import { type Item, storedItem } from "../item/attribute.ts";
import { itemKey } from "../item/item-key.ts";
import { keyNames, type TableCatalog } from "../table/table-catalog.ts";
import { clientToken } from "./client-token.ts";
import {
  type AfterImage,
  answerWithBody,
  asObject,
  type JsonObject,
  type PlannedTarget,
  type WritePlan,
  withBody,
} from "./write-plan.ts";

export interface WriteRequest {
  readonly operation: string;
  readonly body: JsonObject;
  readonly request: EngineRequest;
}

/** The plan of a write that touches tracked tables; undefined for any other request. */
export function planWrite(tables: TableCatalog, written: WriteRequest): WritePlan | undefined {
  switch (written.operation) {
    case "PutItem":
      return planOne(tables, written, { attributes: written.body["Item"], after: putImage(written.body["Item"]) });
    case "DeleteItem":
      return planOne(tables, written, { attributes: written.body["Key"], after: DELETED });
    case "UpdateItem":
      return planUpdate(tables, written);
    case "BatchWriteItem":
      return planBatch(tables, written);
    case "TransactWriteItems":
      return planTransaction(tables, written);
    default:
      return undefined;
  }
}

const DELETED: AfterImage = { from: "request", image: undefined };
const READ_BACK: AfterImage = { from: "engine" };

/** The image a put leaves; read back when the item is too odd to say (the engine will most likely refuse it). */
function putImage(item: unknown): AfterImage {
  try {
    return { from: "request", image: storedItem(item as Item) };
  } catch {
    return READ_BACK;
  }
}

interface Aim {
  readonly attributes: unknown;
  readonly after: AfterImage;
}

/** The target in a tracked table; "untracked" for another table, undefined when no key can be made out. */
function plannedTarget(tables: TableCatalog, name: unknown, aim: Aim): PlannedTarget | "untracked" | undefined {
  const table = typeof name === "string" ? tables.get(name) : undefined;
  if (table === undefined) return "untracked";
  const key = itemKey(keyNames(table), aim.attributes);
  return key && { target: { table: table.name, key }, after: aim.after };
}

function planOne(tables: TableCatalog, { body, request }: WriteRequest, aim: Aim): WritePlan | undefined {
  const planned = plannedTarget(tables, body["TableName"], aim);
  if (planned === undefined || planned === "untracked") return undefined;
  return { origin: "client", together: true, token: undefined, targets: [planned], request };
}

/** An update's image comes with its answer when ALL_NEW can be asked for, which is cheaper than reading back. */
function planUpdate(tables: TableCatalog, written: WriteRequest): WritePlan | undefined {
  const { body, request } = written;
  const returnValues = body["ReturnValues"];
  if (returnValues !== undefined && returnValues !== "NONE" && returnValues !== "ALL_NEW") {
    return planOne(tables, written, { attributes: body["Key"], after: READ_BACK });
  }
  const plan = planOne(tables, written, { attributes: body["Key"], after: { from: "answer" } });
  if (plan === undefined || returnValues === "ALL_NEW") return plan;
  return { ...plan, request: withBody(request, { ...body, ReturnValues: "ALL_NEW" }), give: withoutAttributes };
}

function withoutAttributes(answer: EngineAnswer): EngineAnswer {
  const { Attributes: _, ...rest } = JSON.parse(answer.body.toString()) as Record<string, unknown>;
  return answerWithBody(answer, rest);
}

function planBatch(tables: TableCatalog, { body, request }: WriteRequest): WritePlan | undefined {
  const planned = batchTargets(tables, body["RequestItems"]);
  if (planned === undefined || planned.length === 0) return undefined;
  const left = (answer: EngineAnswer): readonly PlannedTarget[] => {
    const unprocessed = asObject(JSON.parse(answer.body.toString()))?.["UnprocessedItems"];
    const names = new Set(batchTargets(tables, unprocessed)?.map(targetName));
    return planned.filter((one) => names.has(targetName(one)));
  };
  return { origin: "client", together: false, token: undefined, targets: planned, request, left };
}

function targetName({ target }: PlannedTarget): string {
  return JSON.stringify([target.table, target.key]);
}

function batchTargets(tables: TableCatalog, requestItems: unknown): PlannedTarget[] | undefined {
  const targets: PlannedTarget[] = [];
  for (const [name, requests] of Object.entries(asObject(requestItems) ?? {})) {
    for (const one of Array.isArray(requests) ? requests : []) {
      const item = asObject(asObject(one)?.["PutRequest"])?.["Item"];
      const attributes = item ?? asObject(asObject(one)?.["DeleteRequest"])?.["Key"];
      const planned = plannedTarget(tables, name, { attributes, after: item === undefined ? DELETED : putImage(item) });
      if (planned === undefined) return undefined;
      if (planned !== "untracked") targets.push(planned);
    }
  }
  return targets;
}

function planTransaction(tables: TableCatalog, { body, request }: WriteRequest): WritePlan | undefined {
  const items = body["TransactItems"];
  if (!Array.isArray(items)) return undefined;
  const targets: PlannedTarget[] = [];
  for (const item of items) {
    const aim = transactionAim(asObject(item) ?? {});
    const planned = aim && plannedTarget(tables, aim.table, aim);
    if (aim !== undefined && planned === undefined) return undefined;
    if (planned !== undefined && planned !== "untracked") targets.push(planned);
  }
  const token = clientToken(body);
  if (targets.length === 0 && token === undefined) return undefined;
  // The journal remembers the token, and longer than an engine that may be killed; asked twice, the engine must not swallow a
  // write that the journal knows was never done. Only of tables that are not tracked the engine alone can know.
  const { ClientRequestToken: _, ...rest } = body;
  const forwarded = token !== undefined && targets.length > 0 ? withBody(request, rest) : request;
  return { origin: "client", together: true, token, targets, request: forwarded };
}

/** What a member of a transaction writes; undefined for a condition check, which writes nothing. */
function transactionAim(item: JsonObject): (Aim & { readonly table: unknown }) | undefined {
  const put = asObject(item["Put"]);
  if (put !== undefined) return { table: put["TableName"], attributes: put["Item"], after: putImage(put["Item"]) };
  const remove = asObject(item["Delete"]);
  if (remove !== undefined) return { table: remove["TableName"], attributes: remove["Key"], after: DELETED };
  const update = asObject(item["Update"]);
  if (update !== undefined) return { table: update["TableName"], attributes: update["Key"], after: READ_BACK };
  return undefined;
}
