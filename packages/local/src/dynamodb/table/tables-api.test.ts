import { expect, test, vi } from "vitest";
import { until } from "../fixtures/caller.ts";
import { EAST, startGlobalTable, startTestWorld, TABLE, tableOf, WEST, WORLD_TEST_MS } from "../fixtures/test-world.ts";

vi.setConfig({ testTimeout: WORLD_TEST_MS, hookTimeout: WORLD_TEST_MS });

const key = { pk: { S: "a" }, n: { N: "1" } };
const STREAM_ON = { StreamEnabled: true, StreamViewType: "NEW_AND_OLD_IMAGES" };
const VALIDATION = "com.amazon.coral.validate#ValidationException";

test("a table describes itself with its own region and account, its stream and the other replicas", async () => {
  const { call } = await startGlobalTable();

  const { Table } = await call(WEST).ok("DescribeTable", { TableName: TABLE });

  expect(Table).toMatchObject({
    TableArn: `arn:aws:dynamodb:us-west-2:123456789012:table/${TABLE}`,
    GlobalTableVersion: "2019.11.21",
    Replicas: [{ RegionName: "us-east-1", ReplicaStatus: "ACTIVE" }],
    StreamSpecification: STREAM_ON,
  });
  expect(Table.LatestStreamArn).toMatch(`${Table.TableArn}/stream/`);
});

test("a table without stream and replicas mentions neither, but its ARN is right", async () => {
  const { call } = await startTestWorld();

  const { TableDescription } = await call(EAST).ok("CreateTable", {
    ...tableOf(TABLE),
    StreamSpecification: undefined,
  });

  expect(TableDescription.TableArn).toBe(`arn:aws:dynamodb:us-east-1:123456789012:table/${TABLE}`);
  expect(TableDescription).not.toHaveProperty("LatestStreamArn");
  expect(TableDescription).not.toHaveProperty("Replicas");
});

test("a stream can be turned on and off later; what changed while it was off is not in it, and the next one is another", async () => {
  const { dynamo, call } = await startTestWorld();
  const east = call(EAST);
  const update = (StreamSpecification: object) => east.raw("UpdateTable", { TableName: TABLE, StreamSpecification });
  const changes: string[] = [];
  dynamo.region(EAST).onStreamChange((table) => changes.push(table));
  await east.ok("CreateTable", { ...tableOf(TABLE), StreamSpecification: undefined });
  await east.ok("PutItem", { TableName: TABLE, Item: { ...key, v: { S: "before" } } });

  await update(STREAM_ON);
  const first = dynamo.region(EAST).stream(TABLE);
  const again = await update(STREAM_ON);
  await east.ok("PutItem", { TableName: TABLE, Item: { ...key, v: { S: "seen" } } });
  await update({ StreamEnabled: false });
  await east.ok("DeleteItem", { TableName: TABLE, Key: key });
  await update({ ...STREAM_ON, StreamViewType: "KEYS_ONLY" });
  await east.ok("PutItem", { TableName: TABLE, Item: key });
  const second = dynamo.region(EAST).stream(TABLE);

  expect(again.body).toMatchObject({
    __type: VALIDATION,
    message: `Table already has an enabled stream: TableName: ${TABLE}`,
  });
  const [seen, ...others] = first?.read({ position: "0", limit: 10 }).records ?? [];
  expect(seen?.dynamodb).toMatchObject({
    OldImage: { ...key, v: { S: "before" } },
    NewImage: { ...key, v: { S: "seen" } },
  });
  expect(others).toEqual([]);
  const [keysOnly] = second?.read({ position: "0", limit: 10 }).records ?? [];
  expect(keysOnly).toMatchObject({ eventName: "INSERT", dynamodb: { Keys: key } });
  expect(keysOnly?.dynamodb).not.toHaveProperty("NewImage");
  expect(second?.streamArn).not.toBe(first?.streamArn);
  expect(changes).toEqual([TABLE, TABLE, TABLE]);
});

test("replica updates that make no sense are refused with a reason", async () => {
  const { call } = await startGlobalTable();
  const update = (...ReplicaUpdates: object[]) => call(EAST).raw("UpdateTable", { TableName: TABLE, ReplicaUpdates });

  for (const refused of [
    await update({ Create: { RegionName: WEST } }),
    await update({ Create: { RegionName: EAST } }),
    await update({ Create: { RegionName: "eu-west-1" } }),
    await update({ Create: {} }),
    await update({ Delete: { RegionName: "eu-west-1" } }, { Create: { RegionName: "eu-west-1" } }),
  ]) {
    expect(refused.status).toBe(400);
    expect(refused.body.__type).toBe(VALIDATION);
  }
  expect((await update({ Delete: { RegionName: "eu-west-1" } })).body.__type).toMatch("ReplicaNotFoundException");
  expect((await call(EAST).raw("UpdateTable", { TableName: "none", ReplicaUpdates: [] })).body.__type).toMatch(
    "ResourceNotFoundException",
  );
});

test("a deleted replica is gone from its region; the other goes on alone, owes nothing, and can have a new one with all items", async () => {
  const { dynamo, call } = await startGlobalTable();
  await call(EAST).ok("PutItem", { TableName: TABLE, Item: key });
  await call(EAST).ok("UpdateTable", { TableName: TABLE, ReplicaUpdates: [{ Delete: { RegionName: WEST } }] });

  expect((await call(WEST).raw("DescribeTable", { TableName: TABLE })).status).toBe(400);
  expect(dynamo.region(WEST).stream(TABLE)).toBeUndefined();
  await call(EAST).ok("PutItem", { TableName: TABLE, Item: { ...key, n: { N: "2" } } });
  expect(dynamo.link(EAST, WEST).state().backlogCount).toBe(0);
  expect((await call(EAST).ok("DescribeTable", { TableName: TABLE })).Table).not.toHaveProperty("Replicas");

  await call(EAST).ok("UpdateTable", { TableName: TABLE, ReplicaUpdates: [{ Create: { RegionName: WEST } }] });
  await until(async () => (await call(WEST).items(TABLE)).size === 2, "both items in the new replica");
});

test("DeleteTable takes one replica away, and a table of the same name begins with nothing, also in its stream", async () => {
  const { dynamo, call } = await startGlobalTable();
  await call(EAST).ok("PutItem", { TableName: TABLE, Item: key });
  await until(async () => (await call(WEST).item(TABLE, key)) !== undefined, "the item in the west");

  await call(EAST).ok("DeleteTable", { TableName: TABLE });
  await call(EAST).ok("CreateTable", tableOf(TABLE));

  expect((await call(EAST).items(TABLE)).size).toBe(0);
  expect(dynamo.region(EAST).stream(TABLE)?.read({ position: "0", limit: 10 }).records).toEqual([]);
  expect(await call(WEST).item(TABLE, key)).toEqual(key);
  expect((await call(WEST).ok("DescribeTable", { TableName: TABLE })).Table).not.toHaveProperty("Replicas");
});

test("an index of a global table is made in every replica, and answers there", async () => {
  const { call } = await startGlobalTable();
  const index = {
    IndexName: "by-owner",
    KeySchema: [{ AttributeName: "owner", KeyType: "HASH" }],
    Projection: { ProjectionType: "ALL" },
  };
  await call(EAST).ok("UpdateTable", {
    TableName: TABLE,
    AttributeDefinitions: [{ AttributeName: "owner", AttributeType: "S" }],
    GlobalSecondaryIndexUpdates: [{ Create: index }],
  });
  await call(EAST).ok("PutItem", { TableName: TABLE, Item: { ...key, owner: { S: "ann" } } });
  await until(async () => (await call(WEST).item(TABLE, key)) !== undefined, "the item in the west");

  const found = await call(WEST).ok("Query", {
    TableName: TABLE,
    IndexName: "by-owner",
    KeyConditionExpression: "#o = :o",
    ExpressionAttributeNames: { "#o": "owner" },
    ExpressionAttributeValues: { ":o": { S: "ann" } },
  });

  expect(found.Count).toBe(1);
});

test("PartiQL reads a global table but may not write it; elsewhere it may, and the stream goes on after it", async () => {
  const { dynamo, call } = await startGlobalTable();
  const east = call(EAST);
  const insert = (table: string) => ({ Statement: `INSERT INTO "${table}" VALUE {'pk': 'p', 'n': 1}` });
  await east.ok("CreateTable", tableOf("alone"));

  const refused = await east.raw("ExecuteStatement", insert(TABLE));
  const read = await east.raw("ExecuteStatement", { Statement: `SELECT * FROM "${TABLE}"` });
  const allowed = await east.raw("ExecuteStatement", insert("alone"));
  await east.ok("PutItem", { TableName: "alone", Item: { pk: { S: "p" }, n: { N: "1" }, v: { S: "x" } } });

  expect(refused.body).toMatchObject({
    __type: VALIDATION,
    message: expect.stringMatching(/PartiQL writes to shop-1 are refused/),
  });
  expect([read.status, allowed.status]).toEqual([200, 200]);
  const records = dynamo.region(EAST).stream("alone")?.read({ position: "0", limit: 10 }).records;
  expect(records?.map((record) => record.eventName)).toEqual(["MODIFY"]);
});
