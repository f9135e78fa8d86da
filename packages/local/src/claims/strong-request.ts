/** What a request asks of strongly consistent tables: which tables it names, which items it writes, and whether it must hear a majority. */
import { asObject, type JsonObject } from "../dynamodb/write/write-plan.ts";

/** Every table that the request names, whatever the operation. */
export function tablesNamed(body: JsonObject): readonly string[] {
  const single = typeof body["TableName"] === "string" ? [body["TableName"]] : [];
  const batch = Object.keys(asObject(body["RequestItems"]) ?? {});
  const transact = listOf(body["TransactItems"]).flatMap((item) =>
    Object.values(item).flatMap((part) => {
      const name = asObject(part)?.["TableName"];
      return typeof name === "string" ? [name] : [];
    }),
  );
  return [...single, ...batch, ...transact];
}

/** The items that a write aims at, each as a text of its own; none for a read. */
export function itemsWritten(operation: string, body: JsonObject, keys: readonly string[]): readonly string[] {
  const itemOf = (table: string, attributes: unknown) => {
    const all = asObject(attributes) ?? {};
    return JSON.stringify([table, ...keys.map((key) => all[key])]);
  };
  const table = String(body["TableName"]);
  if (operation === "PutItem") return [itemOf(table, body["Item"])];
  if (operation === "UpdateItem" || operation === "DeleteItem") return [itemOf(table, body["Key"])];
  if (operation !== "BatchWriteItem") return [];
  return Object.entries(asObject(body["RequestItems"]) ?? {}).flatMap(([name, requests]) =>
    listOf(requests).map((request) => {
      const { PutRequest, DeleteRequest } = request;
      return itemOf(name, asObject(PutRequest)?.["Item"] ?? asObject(DeleteRequest)?.["Key"]);
    }),
  );
}

/** A read that takes what this region has at hand asks no other. */
export function isConsistentRead(operation: string, body: JsonObject): boolean {
  if (operation !== "BatchGetItem") return body["ConsistentRead"] === true;
  return Object.values(asObject(body["RequestItems"]) ?? {}).some(
    (each) => asObject(each)?.["ConsistentRead"] === true,
  );
}

function listOf(value: unknown): readonly JsonObject[] {
  return Array.isArray(value) ? value.map(asObject).filter((each) => each !== undefined) : [];
}
