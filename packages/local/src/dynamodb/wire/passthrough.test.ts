import { expect, test, vi } from "vitest";
import { startBareEngine } from "../fixtures/bare-engine.ts";
import { createCaller } from "../fixtures/caller.ts";
import { EAST, startGlobalTable, startTestWorld, TABLE, tableOf, WORLD_TEST_MS } from "../fixtures/test-world.ts";

vi.setConfig({ testTimeout: WORLD_TEST_MS, hookTimeout: WORLD_TEST_MS });

const key = { pk: { S: "a" }, n: { N: "1" } };

const REFUSED: readonly (readonly [string, object | string])[] = [
  ["PutItem", "{not json"],
  ["PutItem", "[]"],
  ["PutItem", {}],
  ["PutItem", { TableName: "no-such-table", Item: key }],
  ["PutItem", { TableName: TABLE, Item: { pk: { S: "a" } } }],
  ["PutItem", { TableName: TABLE, Item: { ...key, n: { S: "1" } } }],
  ["PutItem", { TableName: TABLE, Item: { ...key, n: { N: "one" } } }],
  ["PutItem", { TableName: TABLE, Item: { ...key, x: null } }],
  ["PutItem", { TableName: TABLE, Item: { ...key, x: { L: "no list" } } }],
  ["PutItem", { TableName: TABLE, Item: { ...key, x: { B: "not base64!" } } }],
  ["PutItem", { TableName: TABLE, Item: { ...key, x: { S: "x".repeat(410_000) } } }],
  ["PutItem", { TableName: TABLE, Item: key, ConditionExpression: "attribute_exists(pk)" }],
  ["PutItem", { TableName: TABLE, Item: key, ConditionExpression: "nonsense (" }],
  ["UpdateItem", { TableName: TABLE, Key: key, UpdateExpression: "SET" }],
  ["UpdateItem", { TableName: TABLE, Key: key, ReturnValues: "SOMETHING" }],
  ["UpdateItem", { TableName: TABLE, Key: { pk: { S: "a" } }, UpdateExpression: "SET v = n" }],
  ["DeleteItem", { TableName: TABLE, Key: {} }],
  ["BatchWriteItem", { RequestItems: {} }],
  ["BatchWriteItem", { RequestItems: { [TABLE]: [{ PutRequest: { Item: key } }, { DeleteRequest: { Key: key } }] } }],
  ["TransactWriteItems", { TransactItems: [] }],
  [
    "TransactWriteItems",
    { TransactItems: [{ Put: { TableName: TABLE, Item: key } }, { Delete: { TableName: TABLE, Key: key } }] },
  ],
  [
    "TransactWriteItems",
    { TransactItems: [{ Put: { TableName: TABLE, Item: key, ConditionExpression: "attribute_exists(pk)" } }] },
  ],
  ["Query", { TableName: TABLE }],
  ["NoSuchOperation", {}],
];

test("what the engine refuses is refused in its very bytes, for a table with a stream and its replica as for any other", async () => {
  const bare = createCaller(await startBareEngine());
  await bare.ok("CreateTable", { ...tableOf(TABLE), StreamSpecification: undefined });
  const { call } = await startGlobalTable();

  for (const [operation, body] of REFUSED) {
    const expected = await bare.raw(operation, body);
    const answered = await call(EAST).raw(operation, body);
    expect(expected.status, expected.text).toBeGreaterThanOrEqual(400);
    expect({ operation, status: answered.status, text: answered.text }).toEqual({
      operation,
      status: expected.status,
      text: expected.text,
    });
  }
});

test("answers of a write are those of the engine, whatever return values were asked for", async () => {
  const bare = createCaller(await startBareEngine());
  await bare.ok("CreateTable", { ...tableOf(TABLE), StreamSpecification: undefined });
  const { call } = await startGlobalTable();
  const set = (v: string) => ({ UpdateExpression: "SET v = :v", ExpressionAttributeValues: { ":v": { N: v } } });

  for (const ReturnValues of [undefined, "NONE", "ALL_OLD", "UPDATED_OLD", "ALL_NEW", "UPDATED_NEW"]) {
    for (const v of ["1", "2.50"]) {
      const body = { TableName: TABLE, Key: key, ReturnValues, ReturnConsumedCapacity: "TOTAL", ...set(v) };
      expect(await call(EAST).ok("UpdateItem", body)).toEqual(await bare.ok("UpdateItem", body));
    }
  }
  const put = { TableName: TABLE, Item: key, ReturnValues: "ALL_OLD" };
  expect(await call(EAST).ok("PutItem", put)).toEqual(await bare.ok("PutItem", put));
  const remove = { TableName: TABLE, Key: key, ReturnValues: "ALL_OLD" };
  expect(await call(EAST).ok("DeleteItem", remove)).toEqual(await bare.ok("DeleteItem", remove));
});

test("number keys that are spelled differently are one item, in locks, in streams and in the other region", async () => {
  const { dynamo, call } = await startGlobalTable();

  await call(EAST).ok("PutItem", { TableName: TABLE, Item: { pk: { S: "a" }, n: { N: "1.0" }, v: { S: "first" } } });
  await call(EAST).ok("PutItem", { TableName: TABLE, Item: { pk: { S: "a" }, n: { N: "1" }, v: { S: "second" } } });
  const page = dynamo.region(EAST).stream(TABLE)?.read({ position: "0", limit: 10 });

  expect(page?.records.map((record) => record.eventName)).toEqual(["INSERT", "MODIFY"]);
  expect(page?.records[0]?.dynamodb?.Keys).toEqual({ pk: { S: "a" }, n: { N: "1" } });
});

test("any DynamoDB-compatible endpoint can be a region's engine", async () => {
  const engineUrls = [await startBareEngine(), await startBareEngine()];
  const { dynamo, call } = await startTestWorld({ engineUrls });

  await call(EAST).ok("CreateTable", tableOf(TABLE));
  await call(EAST).ok("PutItem", { TableName: TABLE, Item: key });

  expect(await createCaller(engineUrls[0] ?? "").item(TABLE, key)).toEqual(key);
  expect(dynamo.region(EAST).stream(TABLE)?.read({ position: "0", limit: 10 }).records).toHaveLength(1);
  expect(dynamo.region(EAST).enginePid()).toBeUndefined();
});
