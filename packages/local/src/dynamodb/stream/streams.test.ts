import { type _Record, DynamoDBStreams } from "@aws-sdk/client-dynamodb-streams";
import { must, type Region } from "@tandem/kernel";
import { expect, onTestFinished, test, vi } from "vitest";
import { until } from "../fixtures/caller.ts";
import { EAST, startGlobalTable, TABLE, type TestWorld, WEST, WORLD_TEST_MS } from "../fixtures/test-world.ts";
import { TRIM_HORIZON } from "../stream-source.ts";

vi.setConfig({ testTimeout: WORLD_TEST_MS, hookTimeout: WORLD_TEST_MS });

const key = { pk: { S: "a" }, n: { N: "1" } };

function streamsClient({ dynamo }: TestWorld, where: Region): DynamoDBStreams {
  const credentials = { accessKeyId: "x", secretAccessKey: "y" };
  const client = new DynamoDBStreams({ endpoint: dynamo.region(where).url, region: where, credentials });
  onTestFinished(() => client.destroy());
  return client;
}

async function iteratorOf(
  client: DynamoDBStreams,
  start: object = { ShardIteratorType: "TRIM_HORIZON" },
): Promise<string> {
  const { Streams } = await client.listStreams({ TableName: TABLE });
  const { StreamDescription } = await client.describeStream({ StreamArn: Streams?.[0]?.StreamArn });
  const shard = { StreamArn: StreamDescription?.StreamArn, ShardId: StreamDescription?.Shards?.[0]?.ShardId };
  const { ShardIterator } = await client.getShardIterator({ ...shard, ShardIteratorType: "TRIM_HORIZON", ...start });
  return must(ShardIterator, "an iterator");
}

async function allRecords(client: DynamoDBStreams, count: number): Promise<_Record[]> {
  const ShardIterator = await iteratorOf(client);
  let records: _Record[] = [];
  await until(async () => {
    records = (await client.getRecords({ ShardIterator })).Records ?? [];
    return records.length >= count;
  }, `${count} records`);
  return records;
}

test("every replica streams a write with both images, its own region and its own ARN, and no trace of where it was made", async () => {
  const world = await startGlobalTable();
  const east = world.call(EAST);

  await east.ok("PutItem", { TableName: TABLE, Item: { ...key, v: { N: "1.0" } } });
  await until(async () => (await world.call(WEST).item(TABLE, key)) !== undefined, "the item in the west");
  await east.ok("PutItem", { TableName: TABLE, Item: { ...key, v: { N: "2" } } });
  await until(async () => (await world.call(WEST).item(TABLE, key))?.["v"]?.N === "2", "the change in the west");
  await east.ok("DeleteItem", { TableName: TABLE, Key: key });

  for (const where of [EAST, WEST]) {
    const records = await allRecords(streamsClient(world, where), 3);
    const [insert, modify, remove] = records;
    expect(records.map((record) => record.eventName)).toEqual(["INSERT", "MODIFY", "REMOVE"]);
    expect(insert).toMatchObject({ awsRegion: where, eventSource: "aws:dynamodb", eventVersion: "1.1" });
    expect(insert?.dynamodb).toMatchObject({
      Keys: key,
      NewImage: { ...key, v: { N: "1" } },
      StreamViewType: "NEW_AND_OLD_IMAGES",
    });
    expect(insert?.dynamodb?.SizeBytes).toBeGreaterThan(0);
    expect(insert?.dynamodb?.ApproximateCreationDateTime).toBeInstanceOf(Date);
    expect(modify?.dynamodb).toMatchObject({
      OldImage: { ...key, v: { N: "1" } },
      NewImage: { ...key, v: { N: "2" } },
    });
    expect(remove?.dynamodb?.NewImage).toBeUndefined();
    expect(remove?.userIdentity).toBeUndefined();
    const [forFunctions] = must(world.dynamo.region(where).stream(TABLE), "a stream").read({
      position: TRIM_HORIZON,
      limit: 1,
    }).records;
    expect(forFunctions?.eventSourceARN).toMatch(`arn:aws:dynamodb:${where}:123456789012:table/${TABLE}/stream/`);
  }
});

test("a write that changes nothing makes no record: an equal put, a deletion of nothing, a failed condition, an equal update", async () => {
  const world = await startGlobalTable();
  const east = world.call(EAST);
  const source = must(world.dynamo.region(EAST).stream(TABLE), "a stream");
  await east.ok("PutItem", { TableName: TABLE, Item: { ...key, v: { NS: ["1", "2"] } } });
  const before = source.latest();

  await east.ok("PutItem", { TableName: TABLE, Item: { v: { NS: ["2.0", "1"] }, ...key } });
  await east.ok("DeleteItem", { TableName: TABLE, Key: { ...key, n: { N: "9" } } });
  await east.raw("PutItem", { TableName: TABLE, Item: key, ConditionExpression: "attribute_not_exists(pk)" });
  const update = { UpdateExpression: "ADD v :v", ExpressionAttributeValues: { ":v": { NS: ["1"] } } };
  await east.ok("UpdateItem", { TableName: TABLE, Key: key, ...update });

  expect(source.latest()).toBe(before);
});

test("iterators begin at the oldest record, after the newest, at a number and after it; a page has a limit and goes on", async () => {
  const world = await startGlobalTable();
  const client = streamsClient(world, EAST);
  const put = (n: number) =>
    world.call(EAST).ok("PutItem", { TableName: TABLE, Item: { ...key, n: { N: String(n) } } });
  for (const n of [1, 2, 3]) await put(n);
  const [first, second, third] = await allRecords(client, 3);
  const SequenceNumber = second?.dynamodb?.SequenceNumber;
  const idsFrom = async (start: object, Limit = 10) => {
    const page = await client.getRecords({ ShardIterator: await iteratorOf(client, start), Limit });
    return page.Records?.map((record) => record.eventID);
  };

  const latest = await iteratorOf(client, { ShardIteratorType: "LATEST" });
  await put(4);
  const afterLatest = await client.getRecords({ ShardIterator: latest });
  const page = await client.getRecords({ ShardIterator: await iteratorOf(client), Limit: 1 });
  const next = await client.getRecords({ ShardIterator: page.NextShardIterator, Limit: 1 });

  expect(afterLatest.Records?.map((record) => record.dynamodb?.Keys?.["n"])).toEqual([{ N: "4" }]);
  expect(await idsFrom({ ShardIteratorType: "AT_SEQUENCE_NUMBER", SequenceNumber }, 2)).toEqual([
    second?.eventID,
    third?.eventID,
  ]);
  expect(await idsFrom({ ShardIteratorType: "AFTER_SEQUENCE_NUMBER", SequenceNumber }, 1)).toEqual([third?.eventID]);
  expect([page.Records?.[0]?.eventID, next.Records?.[0]?.eventID]).toEqual([first?.eventID, second?.eventID]);
});

test("a reader is woken when records were added, until it ends its subscription, and goes on from its position", async () => {
  const world = await startGlobalTable();
  const source = must(world.dynamo.region(WEST).stream(TABLE), "a stream");
  let wakes = 0;
  const end = source.onAppend(() => {
    wakes += 1;
  });

  await world.call(EAST).ok("PutItem", { TableName: TABLE, Item: key });
  await until(() => wakes > 0, "the reader in the west to be woken");
  end();
  const page = source.read({ position: TRIM_HORIZON, limit: 10 });
  await world.call(WEST).ok("DeleteItem", { TableName: TABLE, Key: key });

  expect(wakes).toBe(1);
  expect(page.position).toBe(page.records.at(-1)?.dynamodb?.SequenceNumber);
  expect(source.read({ position: page.position, limit: 10 }).records.map((record) => record.eventName)).toEqual([
    "REMOVE",
  ]);
});

test("an unknown stream, shard, or iterator is refused as AWS refuses it", async () => {
  const world = await startGlobalTable();
  const client = streamsClient(world, EAST);
  const StreamArn = (await client.listStreams({ TableName: TABLE })).Streams?.[0]?.StreamArn;

  await expect(client.describeStream({ StreamArn: `${StreamArn}x` })).rejects.toMatchObject({
    name: "ResourceNotFoundException",
  });
  const shard = { StreamArn, ShardId: "shardId-00000000000000000000-none", ShardIteratorType: "LATEST" } as const;
  await expect(client.getShardIterator(shard)).rejects.toMatchObject({ name: "ResourceNotFoundException" });
  await expect(client.getRecords({ ShardIterator: "x" })).rejects.toMatchObject({ name: "ValidationException" });
});
