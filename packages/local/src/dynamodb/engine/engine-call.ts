/**
 * The front door's own questions to an engine: one operation, JSON in and out. The signature is a dummy, since engines check
 * that there is one and not what it says.
 */
import { Fault } from "@tandem/kernel";
import type { Item } from "../item/attribute.ts";
import { type ItemKey, keyAttributes } from "../item/item-key.ts";
import type { Engine, EngineRequest } from "./engine.ts";

const OWN_HEADERS = {
  "content-type": "application/x-amz-json-1.0",
  "x-amz-date": "20200101T000000Z",
  authorization:
    "AWS4-HMAC-SHA256 Credential=tandem/20200101/local/dynamodb/aws4_request, SignedHeaders=host;x-amz-date, Signature=0",
} as const;

/** The answer to `operation`; a `rejected` fault when the engine says no. */
export async function callEngine(
  engine: Engine,
  operation: string,
  input: object,
): Promise<Readonly<Record<string, unknown>>> {
  const answer = await engine.send(ownRequest(operation, input));
  const text = answer.body.toString();
  if (answer.status === 200) return JSON.parse(text) as Record<string, unknown>;
  throw new Fault({
    code: answer.status >= 500 ? "unavailable" : "rejected",
    message: `The engine refused ${operation}: ${text.slice(0, 500)}`,
    retryable: answer.status >= 500,
    mayBeDone: answer.status >= 500,
  });
}

export function ownRequest(operation: string, input: object): EngineRequest {
  return {
    method: "POST",
    path: "/",
    headers: { ...OWN_HEADERS, "x-amz-target": `DynamoDB_20120810.${operation}` },
    body: Buffer.from(JSON.stringify(input)),
  };
}

/** The item as it stands in the engine now. */
export async function readItem(engine: Engine, table: string, key: ItemKey): Promise<Item | undefined> {
  const answer = await callEngine(engine, "GetItem", {
    TableName: table,
    Key: keyAttributes(key),
    ConsistentRead: true,
  });
  return answer["Item"] as Item | undefined;
}
