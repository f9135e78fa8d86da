/** What becomes of a write when the engine, or what is between, fails at the worst moment; each moment chosen, not hit by luck. */
import { expect, test, vi } from "vitest";
import { until } from "../fixtures/caller.ts";
import { startMeddlingEngine, type Verdict } from "../fixtures/meddling-engine.ts";
import {
  EAST,
  startTestWorld,
  TABLE,
  type TestWorld,
  tableOf,
  temporaryDirectory,
  WORLD_TEST_MS,
} from "../fixtures/test-world.ts";

vi.setConfig({ testTimeout: WORLD_TEST_MS, hookTimeout: WORLD_TEST_MS });

const key = { pk: { S: "a" }, n: { N: "1" } };
const put = (v: string) => ({ TableName: TABLE, Item: { ...key, v: { S: v } } });

function recorded({ dynamo }: TestWorld): (string | undefined)[] {
  const page = dynamo.region(EAST).stream(TABLE)?.read({ position: "0", limit: 100 });
  return page?.records.map((record) => record.dynamodb?.NewImage?.["v"]?.S) ?? [];
}

test("a write whose answer is lost is a retryable 500 for the client, and stands in the stream all the same", async () => {
  const { url, meddling } = await startMeddlingEngine();
  const world = await startTestWorld({ engineUrls: [url] });
  await world.call(EAST).ok("CreateTable", tableOf(TABLE));

  meddling.after = (operation, body) => (operation === "PutItem" ? "drop" : body);
  const lost = await world.call(EAST).raw("PutItem", put("done"));
  await until(() => recorded(world).length > 0, "the record of the write");

  expect([lost.status, lost.body.__type]).toEqual([500, "com.amazonaws.dynamodb.v20120810#InternalServerError"]);
  expect(recorded(world)).toEqual(["done"]);
});

test("a write that never reached the engine is a 500 too, and leaves nothing", async () => {
  const { url, meddling } = await startMeddlingEngine();
  const world = await startTestWorld({ engineUrls: [url] });
  await world.call(EAST).ok("CreateTable", tableOf(TABLE));

  meddling.before = (operation) => (operation === "PutItem" ? "drop" : "pass");
  const lost = await world.call(EAST).raw("PutItem", put("never"));
  meddling.before = () => "pass";
  await world.call(EAST).ok("PutItem", put("after"));

  expect(lost.status).toBe(500);
  expect(recorded(world)).toEqual(["after"]);
});

test("nobody writes an item again before it is known what became of the write before", async () => {
  const { url, meddling, reached } = await startMeddlingEngine();
  const world = await startTestWorld({ engineUrls: [url] });
  await world.call(EAST).ok("CreateTable", tableOf(TABLE));
  let look = (): void => undefined;
  const mayLook = new Promise<void>((resolve) => {
    look = resolve;
  });
  let puts = 0;
  meddling.before = async (operation): Promise<Verdict> => {
    if (operation === "GetItem") await mayLook;
    return "pass";
  };
  meddling.after = (operation, body) => (operation === "PutItem" && ++puts === 1 ? "drop" : body);

  await world.call(EAST).raw("PutItem", put("first"));
  const second = world.call(EAST).ok("PutItem", put("second"));
  await world.call(EAST).ok("PutItem", { ...put("other"), Item: { ...put("other").Item, n: { N: "2" } } });
  const putsBeforeLook = reached.filter((operation) => operation === "PutItem").length;
  look();
  await second;

  expect(putsBeforeLook).toBe(2);
  expect(recorded(world).filter((v) => v !== "other")).toEqual(["first", "second"]);
});

test("what was under way when the world ended is looked up by the next one: its record, its token", async () => {
  const { url, meddling, reached } = await startMeddlingEngine();
  const directory = temporaryDirectory();
  const first = await startTestWorld({ directory, engineUrls: [url] });
  await first.call(EAST).ok("CreateTable", tableOf(TABLE));
  const transaction = { ClientRequestToken: "t-1", TransactItems: [{ Put: put("done") }] };
  meddling.after = (operation, body) => (operation === "TransactWriteItems" ? "drop" : body);
  meddling.before = (operation) => (operation === "GetItem" ? "drop" : "pass");

  const lost = await first.call(EAST).raw("TransactWriteItems", transaction);
  const before = recorded(first);
  await first.dynamo.close();
  meddling.before = () => "pass";
  meddling.after = (_, body) => body;
  const second = await startTestWorld({ directory, engineUrls: [url] });
  const after = recorded(second);
  await second.call(EAST).ok("TransactWriteItems", transaction);

  expect(lost.status).toBe(500);
  expect([before, after]).toEqual([[], ["done"]]);
  expect(reached.filter((operation) => operation === "TransactWriteItems")).toHaveLength(1);
});

test("of a batch only what the engine took counts as written", async () => {
  const { url, meddling } = await startMeddlingEngine();
  const world = await startTestWorld({ engineUrls: [url] });
  await world.call(EAST).ok("CreateTable", tableOf(TABLE));
  const left = { PutRequest: { Item: { pk: { S: "b" }, n: { N: "2.0" }, v: { S: "left" } } } };
  meddling.after = (operation, body) =>
    operation === "BatchWriteItem" ? JSON.stringify({ UnprocessedItems: { [TABLE]: [left] } }) : body;

  await world
    .call(EAST)
    .ok("BatchWriteItem", { RequestItems: { [TABLE]: [{ PutRequest: { Item: put("taken").Item } }, left] } });

  expect(recorded(world)).toEqual(["taken"]);
});
