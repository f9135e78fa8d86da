/**
 * Answers reads that did not ask for consistency as a replica that lags a moment would.
 *
 * Modelled, for tables with replicas: GetItem and BatchGetItem may give the item as it was before its last write; Query and Scan,
 * on indexes too, may miss an item that was just created, and without an index show one as it was. Exact are consistent and transactional reads,
 * tables without replicas, and reads with nested projections or filters, whose outcome for a former image could only be guessed.
 * Not modelled: a Query that still shows what was just deleted; and lagging nodes that keep the order of writes, as real
 * ones do, so code that copes with this copes with more than it will meet.
 */
import type { EngineAnswer } from "../engine/engine.ts";
import type { Item } from "../item/attribute.ts";
import { itemKey } from "../item/item-key.ts";
import type { Replica } from "../replica/replica.ts";
import { keyNames, type TrackedTable } from "../table/table-catalog.ts";
import { answerWithBody, asObject, type JsonObject } from "../write/write-plan.ts";

export interface CarelessRead {
  readonly operation: string;
  readonly body: JsonObject;
  readonly answer: EngineAnswer;
}

export function agedAnswer(replica: Replica, read: CarelessRead): EngineAnswer {
  if (read.answer.status !== 200 || !replica.recent.any()) return read.answer;
  if (read.operation === "GetItem") return agedGet(replica, read);
  if (read.operation === "BatchGetItem") return agedBatch(replica, read);
  if (read.operation === "Query" || read.operation === "Scan") return agedPage(replica, read);
  return read.answer;
}

function replicated(replica: Replica, name: unknown): TrackedTable | undefined {
  const table = typeof name === "string" ? replica.tables.get(name) : undefined;
  return table !== undefined && table.replicas.length > 0 ? table : undefined;
}

function isProjected(request: JsonObject): boolean {
  return request["ProjectionExpression"] !== undefined || request["AttributesToGet"] !== undefined;
}

function agedGet(replica: Replica, { body, answer }: CarelessRead): EngineAnswer {
  const table = replicated(replica, body["TableName"]);
  if (table === undefined || body["ConsistentRead"] === true || isProjected(body)) return answer;
  const key = itemKey(keyNames(table), body["Key"]);
  const former = key && replica.recent.stale({ table: table.name, key });
  if (former === undefined) return answer;
  const { Item: _, ...rest } = JSON.parse(answer.body.toString()) as Record<string, unknown>;
  return answerWithBody(answer, former.image === undefined ? rest : { Item: former.image, ...rest });
}

function agedBatch(replica: Replica, { body, answer }: CarelessRead): EngineAnswer {
  const given = JSON.parse(answer.body.toString()) as { Responses?: Record<string, Item[]> };
  let isAged = false;
  const responses: Record<string, Item[]> = {};
  for (const [name, items] of Object.entries(given.Responses ?? {})) {
    const table = replicated(replica, name);
    const request = asObject(asObject(body["RequestItems"])?.[name]) ?? {};
    const isExact = table === undefined || request["ConsistentRead"] === true || isProjected(request);
    const aged = isExact ? items : agedItems(replica, { table, items, isWhole: true });
    isAged ||= aged !== items;
    responses[name] = aged;
  }
  return isAged ? answerWithBody(answer, { ...given, Responses: responses }) : answer;
}

function agedPage(replica: Replica, { body, answer }: CarelessRead): EngineAnswer {
  const table = replicated(replica, body["TableName"]);
  const isCount = body["Select"] === "COUNT";
  const isFiltered =
    body["FilterExpression"] !== undefined || body["QueryFilter"] !== undefined || body["ScanFilter"] !== undefined;
  if (table === undefined || body["ConsistentRead"] === true || isProjected(body) || isCount || isFiltered)
    return answer;
  const given = JSON.parse(answer.body.toString()) as { Items: Item[]; Count: number; ScannedCount: number };
  const items = agedItems(replica, { table, items: given.Items, isWhole: body["IndexName"] === undefined });
  if (items === given.Items) return answer;
  const missing = given.Items.length - items.length;
  return answerWithBody(answer, {
    ...given,
    Items: items,
    Count: given.Count - missing,
    ScannedCount: given.ScannedCount - missing,
  });
}

/** The items as a lagging node has them; the same array if none of them was written just now. */
function agedItems(
  replica: Replica,
  options: { readonly table: TrackedTable; readonly items: Item[]; readonly isWhole: boolean },
): Item[] {
  let isAged = false;
  const aged = options.items.flatMap((item) => {
    const key = itemKey(keyNames(options.table), item);
    const former = key && replica.recent.stale({ table: options.table.name, key });
    if (former === undefined || (former.image !== undefined && !options.isWhole)) return [item];
    isAged = true;
    return former.image === undefined ? [] : [former.image];
  });
  return isAged ? aged : options.items;
}
