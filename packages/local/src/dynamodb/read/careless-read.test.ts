import { expect, test, vi } from "vitest";
import {
  EAST,
  startGlobalTable,
  startTestWorld,
  TABLE,
  type TestWorld,
  tableOf,
  WORLD_TEST_MS,
} from "../fixtures/test-world.ts";

vi.setConfig({ testTimeout: WORLD_TEST_MS, hookTimeout: WORLD_TEST_MS });

const key = { pk: { S: "a" }, n: { N: "1" } };
const REPEAT_COUNT = 40;

/** A world where every write stays unseen for a minute by every second careless read. */
async function lateWorld(): Promise<TestWorld> {
  const world = await startGlobalTable();
  world.dynamo.region(EAST).setStaleReads({ chance: 1, forMsMax: 60_000 });
  return world;
}

/** What the same read shows when it is asked often. */
async function shown<T>(read: () => Promise<T>): Promise<Set<string>> {
  const seen = new Set<string>();
  for (let count = 0; count < REPEAT_COUNT; count += 1) seen.add(JSON.stringify(await read()));
  return seen;
}

test("a careless read sometimes shows the item as it was before its last write, a consistent one never", async () => {
  const { call } = await lateWorld();
  const east = call(EAST);
  await east.ok("PutItem", { TableName: TABLE, Item: { ...key, v: { N: "1" } } });
  await east.ok("PutItem", { TableName: TABLE, Item: { ...key, v: { N: "2" } } });
  const get = async (ConsistentRead: boolean) =>
    (await east.ok("GetItem", { TableName: TABLE, Key: key, ConsistentRead })).Item?.["v"]?.N;
  const batch = async () => {
    const answer = await east.ok("BatchGetItem", { RequestItems: { [TABLE]: { Keys: [key] } } });
    return answer.Responses[TABLE]?.[0]?.["v"]?.N;
  };
  const transact = async () => {
    const answer = await east.ok("TransactGetItems", { TransactItems: [{ Get: { TableName: TABLE, Key: key } }] });
    return JSON.stringify(answer.Responses).includes('"2"');
  };

  expect([...(await shown(() => get(false)))].sort()).toEqual(['"1"', '"2"']);
  expect([...(await shown(batch))].sort()).toEqual(['"1"', '"2"']);
  expect([...(await shown(() => get(true)))]).toEqual(['"2"']);
  expect([...(await shown(transact))]).toEqual(["true"]);
});

test("a careless query or scan may miss what was just created, and counts what it shows", async () => {
  const { call } = await lateWorld();
  const east = call(EAST);
  await east.ok("PutItem", { TableName: TABLE, Item: key });
  const query = {
    TableName: TABLE,
    KeyConditionExpression: "pk = :pk",
    ExpressionAttributeValues: { ":pk": { S: "a" } },
  };
  const count = async (operation: string, body: object) => {
    const page = await east.ok(operation, body);
    expect(page.Count).toBe(page.Items.length);
    return page.Count;
  };

  expect([...(await shown(() => count("Query", query)))].sort()).toEqual(["0", "1"]);
  expect([...(await shown(() => count("Scan", { TableName: TABLE })))].sort()).toEqual(["0", "1"]);
  expect([...(await shown(() => count("Query", { ...query, ConsistentRead: true })))]).toEqual(["1"]);
});

test("a table without replicas is always exact", async () => {
  const { dynamo, call } = await startTestWorld();
  dynamo.region(EAST).setStaleReads({ chance: 1, forMsMax: 60_000 });
  await call(EAST).ok("CreateTable", tableOf(TABLE));
  await call(EAST).ok("PutItem", { TableName: TABLE, Item: key });

  const seen = await shown(
    async () => (await call(EAST).ok("GetItem", { TableName: TABLE, Key: key })).Item !== undefined,
  );

  expect([...seen]).toEqual(["true"]);
});
