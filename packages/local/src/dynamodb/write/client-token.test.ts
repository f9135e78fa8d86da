import { expect, test, vi } from "vitest";
import { until } from "../fixtures/caller.ts";
import {
  EAST,
  startGlobalTable,
  startTestWorld,
  TABLE,
  temporaryDirectory,
  WEST,
  WORLD_TEST_MS,
} from "../fixtures/test-world.ts";

vi.setConfig({ testTimeout: WORLD_TEST_MS, hookTimeout: WORLD_TEST_MS });

const key = { pk: { S: "a" }, n: { N: "1" } };

function addOne(ClientRequestToken: string, n = "1"): object {
  const update = { UpdateExpression: "ADD v :one", ExpressionAttributeValues: { ":one": { N: "1" } } };
  return {
    ClientRequestToken,
    TransactItems: [{ Update: { TableName: TABLE, Key: { ...key, n: { N: n } }, ...update } }],
  };
}

test("the same token writes once, also when many ask at once", async () => {
  const { call } = await startGlobalTable();

  const answers = await Promise.all(
    Array.from({ length: 16 }, () => call(EAST).raw("TransactWriteItems", addOne("t-1"))),
  );

  expect(answers.map((answer) => answer.status)).toEqual(Array.from({ length: 16 }, () => 200));
  expect((await call(EAST).item(TABLE, key))?.["v"]).toEqual({ N: "1" });
});

test("the same token with another request is refused", async () => {
  const { call } = await startGlobalTable();
  await call(EAST).ok("TransactWriteItems", addOne("t-1"));

  const answer = await call(EAST).raw("TransactWriteItems", addOne("t-1", "2"));

  expect(answer.status).toBe(400);
  expect(answer.body.__type).toBe("com.amazonaws.dynamodb.v20120810#IdempotentParameterMismatchException");
});

test("a token is remembered when engine and world were stopped, and is this region's own", async () => {
  const directory = temporaryDirectory();
  const first = await startGlobalTable({ directory });
  await first.call(EAST).ok("TransactWriteItems", addOne("t-1"));
  await until(async () => (await first.call(WEST).item(TABLE, key)) !== undefined, "the item in the west");
  await first.dynamo.close();

  const second = await startTestWorld({ directory });
  await second.call(EAST).ok("TransactWriteItems", addOne("t-1"));
  const once = (await second.call(EAST).item(TABLE, key))?.["v"];
  await second.call(WEST).ok("TransactWriteItems", addOne("t-1"));

  expect(once).toEqual({ N: "1" });
  expect((await second.call(WEST).item(TABLE, key))?.["v"]).toEqual({ N: "2" });
});

test("a replay is not a later write: what the other region wrote since still wins", async () => {
  const { dynamo, call } = await startGlobalTable();
  dynamo.partition(EAST, WEST, true);
  await call(EAST).ok("TransactWriteItems", addOne("t-1"));
  await call(WEST).ok("PutItem", { TableName: TABLE, Item: { ...key, v: { N: "100" } } });

  await call(EAST).ok("TransactWriteItems", addOne("t-1"));
  dynamo.partition(EAST, WEST, false);
  await until(() => dynamo.links.every((link) => link.state().backlogCount === 0), "both links to drain");

  expect((await call(EAST).item(TABLE, key))?.["v"]).toEqual({ N: "100" });
  expect((await call(WEST).item(TABLE, key))?.["v"]).toEqual({ N: "100" });
});

test("after ten minutes, at the world's speed, a token is a new one; a cancelled transaction never used its token", async () => {
  const { call } = await startGlobalTable({ speed: 1_000 });
  const refused = {
    ...addOne("t-2"),
    TransactItems: [{ Delete: { TableName: TABLE, Key: key, ConditionExpression: "attribute_exists(pk)" } }],
  };
  expect((await call(EAST).raw("TransactWriteItems", refused)).status).toBe(400);
  await call(EAST).ok("TransactWriteItems", addOne("t-2"));
  await call(EAST).ok("TransactWriteItems", addOne("t-1"));

  await until(async () => {
    await call(EAST).ok("TransactWriteItems", addOne("t-1"));
    return (await call(EAST).item(TABLE, key))?.["v"]?.N === "3";
  }, "the token to be forgotten");
});
