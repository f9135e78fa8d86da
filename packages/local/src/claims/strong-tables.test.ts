import { existsSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, expect, test, vi } from "vitest";
import { until } from "../dynamodb/fixtures/caller.ts";
import {
  EAST,
  startTestWorld,
  type TestWorld,
  tableOf,
  temporaryDirectory,
  WEST,
  WORLD_TEST_MS,
} from "../dynamodb/fixtures/test-world.ts";
import type { StrongTable } from "./strong-tables.ts";

vi.setConfig({ testTimeout: WORLD_TEST_MS, hookTimeout: WORLD_TEST_MS });

const CLAIMS: StrongTable = { name: "claims", key: "name", index: { name: "owner", by: "owner" } };
const ADA = { name: { S: "ada" }, owner: { S: "cus-1" } };
const ON_CLAIMS = { TableName: CLAIMS.name };
const KEY = { ...ON_CLAIMS, Key: { name: { S: "ada" } } };
const IF_FREE = {
  ...ON_CLAIMS,
  ConditionExpression: "attribute_not_exists(#name)",
  ExpressionAttributeNames: { "#name": "name" },
};

let world: TestWorld;
beforeEach(async () => {
  world = await startTestWorld({ strong: [CLAIMS], lagMs: 60_000 });
});

test("what is written in one region is read in the other at once, whatever replication does", async () => {
  world.dynamo.partition(EAST, WEST, true);
  await world.call(EAST).ok("PutItem", { ...ON_CLAIMS, Item: ADA });

  expect((await world.call(WEST).ok("GetItem", { ...KEY, ConsistentRead: true })).Item).toEqual(ADA);
  const query = { ...ON_CLAIMS, IndexName: "owner", KeyConditionExpression: "#o = :o" };
  const byOwner = { ExpressionAttributeNames: { "#o": "owner" }, ExpressionAttributeValues: { ":o": ADA.owner } };
  expect((await world.call(WEST).ok("Query", { ...query, ...byOwner })).Items).toEqual([ADA]);
});

test("a condition holds for the whole world", async () => {
  await world.call(EAST).ok("PutItem", { ...IF_FREE, Item: ADA });

  const { status, body } = await world.call(WEST).raw("PutItem", {
    ...IF_FREE,
    Item: { ...ADA, owner: { S: "cus-2" } },
    ReturnValuesOnConditionCheckFailure: "ALL_OLD",
  });

  expect(status).toBe(400);
  expect(body.__type).toContain("ConditionalCheckFailedException");
  expect(body.Item).toEqual(ADA);
});

test("two regions that write one item at once are told so, and two that write others are not", async () => {
  const write = async (where: typeof EAST, name: string) =>
    await world.call(where).raw("PutItem", { ...ON_CLAIMS, Item: { ...ADA, name: { S: name } } });
  const told: string[] = [];

  await until(async () => {
    const answers = await Promise.all([EAST, WEST, EAST, WEST].map((where) => write(where, "x")));
    expect(answers.some(({ status }) => status === 200)).toBe(true);
    told.push(...answers.flatMap(({ status, body }) => (status === 200 ? [] : [body.__type])));
    return told.length > 0;
  }, "two that meet");
  const others = await Promise.all([write(EAST, "y"), write(WEST, "z")]);

  expect(new Set(told)).toEqual(new Set(["com.amazonaws.dynamodb.v20120810#ReplicatedWriteConflictException"]));
  expect(others.map(({ status }) => status)).toEqual([200, 200]);
});

test("a region without a majority writes nothing and reads nothing consistently; what it has at hand it shows", async () => {
  await world.call(EAST).ok("PutItem", { ...ON_CLAIMS, Item: ADA });
  world.dynamo.quorum.setCut(EAST, WEST, true);
  world.dynamo.quorum.setWitnessCut(EAST, true);
  const east = world.call(EAST);

  const failed = await Promise.all([
    east.raw("PutItem", { ...ON_CLAIMS, Item: { ...ADA, owner: { S: "cus-2" } } }),
    east.raw("UpdateItem", KEY),
    east.raw("DeleteItem", KEY),
    east.raw("GetItem", { ...KEY, ConsistentRead: true }),
    east.raw("BatchGetItem", { RequestItems: { claims: { Keys: [KEY.Key], ConsistentRead: true } } }),
    east.raw("BatchWriteItem", { RequestItems: { claims: [{ DeleteRequest: { Key: KEY.Key } }] } }),
  ]);

  expect(failed.map(({ status }) => status)).toEqual(failed.map(() => 500));
  for (const { body } of failed) expect(body.__type).toContain("InternalServerError");
  expect((await east.ok("GetItem", KEY)).Item).toEqual(ADA);
  expect((await world.call(WEST).ok("GetItem", { ...KEY, ConsistentRead: true })).Item).toEqual(ADA);
});

test("what such tables cannot do is refused, and so is what would change this one", async () => {
  const put = { Put: { ...ON_CLAIMS, Item: ADA } };
  const refused = [
    ["TransactWriteItems", { TransactItems: [put] }, /Transactions are not supported/],
    ["TransactGetItems", { TransactItems: [{ Get: KEY }] }, /Transactions are not supported/],
    [
      "UpdateTimeToLive",
      { ...ON_CLAIMS, TimeToLiveSpecification: { Enabled: true, AttributeName: "ttl" } },
      /Time to Live is not supported/,
    ],
    ["UpdateTable", { ...ON_CLAIMS, ReplicaUpdates: [{ Delete: { RegionName: WEST } }] }, /stays as it is/],
    ["DeleteTable", ON_CLAIMS, /stays as it is/],
    ["BatchGetItem", { RequestItems: { claims: { Keys: [KEY.Key] }, other: { Keys: [] } } }, /ask for them apart/],
  ] as const;

  for (const [operation, body, sentence] of refused) {
    const answer = await world.call(EAST).raw(operation, body);
    expect(answer.status, operation).toBe(400);
    expect(answer.body.__type).toContain("ValidationException");
    expect(answer.body.message).toMatch(sentence);
  }
});

test("it describes itself in each region: where it is, and how consistent", async () => {
  const { Table } = await world.call(WEST).ok("DescribeTable", ON_CLAIMS);

  expect(Table).toMatchObject({
    TableArn: "arn:aws:dynamodb:us-west-2:123456789012:table/claims",
    Replicas: [{ RegionName: EAST, ReplicaStatus: "ACTIVE" }],
    GlobalTableWitnesses: [{ RegionName: "us-east-2", WitnessStatus: "ACTIVE" }],
    MultiRegionConsistency: "STRONG",
  });
});

test("the faults of a region's endpoint are this table's too, and other tables are as they were", async () => {
  world.dynamo.region(EAST).setFaults({ readOnly: true });
  expect((await world.call(EAST).raw("PutItem", { ...ON_CLAIMS, Item: ADA })).status).toBe(500);
  await world.call(WEST).ok("PutItem", { ...ON_CLAIMS, Item: ADA });
  world.dynamo.region(EAST).setFaults({ readOnly: false });

  await world.call(EAST).ok("CreateTable", tableOf("claims-of-another-kind"));
  const item = { pk: { S: "claims" }, n: { N: "1" } };
  await world.call(EAST).ok("PutItem", { TableName: "claims-of-another-kind", Item: item });
  expect(await world.call(EAST).item("claims-of-another-kind", item)).toEqual(item);
});

test("what was claimed stands after a restart", async () => {
  const directory = temporaryDirectory();
  const first = await startTestWorld({ strong: [CLAIMS], directory });
  await first.call(EAST).ok("PutItem", { ...ON_CLAIMS, Item: ADA });
  await first.dynamo.close();
  expect(existsSync(join(directory, "claims", "engine.db"))).toBe(true);

  const second = await startTestWorld({ strong: [CLAIMS], directory });

  expect((await second.call(WEST).ok("GetItem", { ...KEY, ConsistentRead: true })).Item).toEqual(ADA);
});
