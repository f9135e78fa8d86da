import {
  ConditionalCheckFailedException,
  DynamoDB,
  InternalServerError,
  ProvisionedThroughputExceededException,
  TransactionCanceledException,
} from "@aws-sdk/client-dynamodb";
import { expect, onTestFinished, test, vi } from "vitest";
import { EAST, startGlobalTable, TABLE, type TestWorld, WEST, WORLD_TEST_MS } from "../fixtures/test-world.ts";

vi.setConfig({ testTimeout: WORLD_TEST_MS, hookTimeout: WORLD_TEST_MS });

const key = { pk: { S: "a" }, n: { N: "1" } };

function sdk({ dynamo }: TestWorld): DynamoDB {
  const credentials = { accessKeyId: "x", secretAccessKey: "y" };
  const client = new DynamoDB({ endpoint: dynamo.region(EAST).url, region: EAST, credentials, maxAttempts: 1 });
  onTestFinished(() => client.destroy());
  return client;
}

test("a failed condition is the SDK's own exception and shows the standing item", async () => {
  const client = sdk(await startGlobalTable());
  await client.putItem({ TableName: TABLE, Item: { ...key, v: { S: "stands" } } });

  const again = client.putItem({
    TableName: TABLE,
    Item: key,
    ConditionExpression: "attribute_not_exists(pk)",
    ReturnValuesOnConditionCheckFailure: "ALL_OLD",
  });

  await expect(again).rejects.toBeInstanceOf(ConditionalCheckFailedException);
  await expect(again).rejects.toMatchObject({ Item: { ...key, v: { S: "stands" } } });
});

test("a cancelled transaction says why, write by write, with the standing item, and leaves nothing", async () => {
  const client = sdk(await startGlobalTable());
  await client.putItem({ TableName: TABLE, Item: key });

  const transaction = client.transactWriteItems({
    TransactItems: [
      { Put: { TableName: TABLE, Item: { ...key, n: { N: "2" } } } },
      {
        Put: {
          TableName: TABLE,
          Item: key,
          ConditionExpression: "attribute_not_exists(pk)",
          ReturnValuesOnConditionCheckFailure: "ALL_OLD",
        },
      },
    ],
  });

  await expect(transaction).rejects.toBeInstanceOf(TransactionCanceledException);
  const reasons = [{ Code: "None" }, { Code: "ConditionalCheckFailed", Item: key }];
  await expect(transaction).rejects.toMatchObject({ CancellationReasons: reasons });
  expect((await client.scan({ TableName: TABLE, ConsistentRead: true })).Count).toBe(1);
});

test("throttles and internal errors are the SDK's own, at the rate asked for, and end when they are healed", async () => {
  const world = await startGlobalTable();
  const client = sdk(world);
  const east = world.dynamo.region(EAST);

  east.setFaults({ errorRate: 1, error: "throttle" });
  await expect(client.putItem({ TableName: TABLE, Item: key })).rejects.toBeInstanceOf(
    ProvisionedThroughputExceededException,
  );
  east.setFaults({ errorRate: 1, error: "internal" });
  await expect(client.getItem({ TableName: TABLE, Key: key })).rejects.toBeInstanceOf(InternalServerError);
  east.setFaults({ errorRate: 0 });

  expect((await client.getItem({ TableName: TABLE, Key: key, ConsistentRead: true })).Item).toBeUndefined();
});

test("a read-only region reads, refuses writes with a retryable error, and takes what is replicated to it", async () => {
  const world = await startGlobalTable();
  const client = sdk(world);
  world.dynamo.region(EAST).setFaults({ readOnly: true });

  await expect(client.putItem({ TableName: TABLE, Item: key })).rejects.toBeInstanceOf(InternalServerError);
  await world.call(WEST).ok("PutItem", { TableName: TABLE, Item: key });

  await expect
    .poll(async () => (await client.getItem({ TableName: TABLE, Key: key, ConsistentRead: true })).Item, {
      timeout: 10_000,
    })
    .toEqual(key);
});
