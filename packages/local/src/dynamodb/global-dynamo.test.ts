import { expect, test, vi } from "vitest";
import { until } from "./fixtures/caller.ts";

vi.setConfig({ testTimeout: WORLD_TEST_MS, hookTimeout: WORLD_TEST_MS });

import {
  EAST,
  startGlobalTable,
  startTestWorld,
  TABLE,
  tableOf,
  temporaryDirectory,
  WEST,
  WORLD_TEST_MS,
} from "./fixtures/test-world.ts";

const key = { pk: { S: "a" }, n: { N: "1" } };

test("what is written in one region is read in the other, changed there, and deleted here", async () => {
  const { call } = await startGlobalTable();

  await call(EAST).ok("PutItem", { TableName: TABLE, Item: { ...key, x: { S: "east" } } });
  await until(async () => (await call(WEST).item(TABLE, key)) !== undefined, "the item in the west");
  const update = { UpdateExpression: "SET y = :y", ExpressionAttributeValues: { ":y": { S: "west" } } };
  await call(WEST).ok("UpdateItem", { TableName: TABLE, Key: key, ...update });
  await until(async () => (await call(EAST).item(TABLE, key))?.["y"] !== undefined, "the change in the east");

  expect(await call(EAST).item(TABLE, key)).toEqual({ ...key, x: { S: "east" }, y: { S: "west" } });
  await call(WEST).ok("DeleteItem", { TableName: TABLE, Key: key });
  await until(async () => (await call(EAST).item(TABLE, key)) === undefined, "the deletion in the east");
});

test("under a partition both regions take writes; afterwards the later one stands in both, also when it is a deletion", async () => {
  const { dynamo, call } = await startGlobalTable();
  dynamo.partition(EAST, WEST, true);
  const other = { pk: { S: "b" }, n: { N: "1" } };

  await call(EAST).ok("PutItem", { TableName: TABLE, Item: { ...key, x: { S: "earlier" } } });
  await call(WEST).ok("PutItem", { TableName: TABLE, Item: { ...key, x: { S: "later" } } });
  await call(WEST).ok("PutItem", { TableName: TABLE, Item: { ...other, x: { S: "earlier" } } });
  await call(EAST).ok("DeleteItem", { TableName: TABLE, Key: other });
  expect((await call(EAST).item(TABLE, key))?.["x"]).toEqual({ S: "earlier" });
  expect((await call(WEST).item(TABLE, other))?.["x"]).toEqual({ S: "earlier" });
  dynamo.partition(EAST, WEST, false);
  await until(() => dynamo.links.every((link) => link.state().backlogCount === 0), "both links to drain");

  for (const where of [EAST, WEST]) {
    expect((await call(where).item(TABLE, key))?.["x"]).toEqual({ S: "later" });
    expect(await call(where).item(TABLE, other)).toBeUndefined();
  }
});

test("a write is not seen at the other side before the link's lag has passed, and lag can be changed while it waits", async () => {
  const { dynamo, call } = await startGlobalTable();
  const link = dynamo.link(EAST, WEST);
  const lagMs = 600;
  link.set({ lagMs });

  const beganMs = performance.now();
  await call(EAST).ok("PutItem", { TableName: TABLE, Item: key });
  await until(async () => (await call(WEST).item(TABLE, key)) !== undefined, "the item in the west");
  const sawMs = performance.now() - beganMs;
  link.set({ lagMs: 3_600_000 });
  await call(EAST).ok("DeleteItem", { TableName: TABLE, Key: key });
  await until(() => link.state().oldestMs > 100, "the deletion to grow old");
  expect(await call(WEST).item(TABLE, key)).toBeDefined();
  link.set({ lagMs: 0 });
  await until(async () => (await call(WEST).item(TABLE, key)) === undefined, "the deletion in the west");

  expect(sawMs).toBeGreaterThanOrEqual(lagMs);
});

test("the links say how far they are behind", async () => {
  const { dynamo, call } = await startGlobalTable();
  dynamo.partition(EAST, WEST, true);

  for (const n of ["1", "2", "3"]) await call(EAST).ok("PutItem", { TableName: TABLE, Item: { ...key, n: { N: n } } });
  await until(() => dynamo.link(EAST, WEST).state().oldestMs > 20, "the backlog to grow old");

  expect(dynamo.link(EAST, WEST).state().backlogCount).toBe(3);
  expect(dynamo.link(WEST, EAST).state()).toEqual({ backlogCount: 0, oldestMs: 0 });
});

test("a new replica gets every item that stood before, and says so when it has them", async () => {
  const { dynamo, call } = await startTestWorld();
  await call(EAST).ok("CreateTable", { ...tableOf(TABLE), StreamSpecification: undefined });
  for (const n of ["1", "2", "3"]) await call(EAST).ok("PutItem", { TableName: TABLE, Item: { ...key, n: { N: n } } });

  dynamo.partition(EAST, WEST, true);
  await call(EAST).ok("UpdateTable", { TableName: TABLE, ReplicaUpdates: [{ Create: { RegionName: WEST } }] });
  const status = async () =>
    (await call(EAST).ok("DescribeTable", { TableName: TABLE })).Table.Replicas?.[0]?.ReplicaStatus;
  const before = await status();
  dynamo.partition(EAST, WEST, false);
  await until(async () => (await status()) === "ACTIVE", "the copy to be complete");

  expect(before).toBe("CREATING");
  expect([...(await call(WEST).items(TABLE)).keys()].sort()).toEqual(
    [...(await call(EAST).items(TABLE)).keys()].sort(),
  );
});

test("everything is there again after a stop and a start, and replication goes on", async () => {
  const directory = temporaryDirectory();
  const first = await startGlobalTable({ directory });
  first.dynamo.partition(EAST, WEST, true);
  await first.call(EAST).ok("PutItem", { TableName: TABLE, Item: key });
  await first.dynamo.close();

  const second = await startTestWorld({ directory });
  await until(async () => (await second.call(WEST).item(TABLE, key)) !== undefined, "what was owed before the stop");

  expect(await second.call(EAST).item(TABLE, key)).toEqual(key);
  expect(second.dynamo.region(WEST).stream(TABLE)).toBeDefined();
});

test("a state folder has one world, and a busy port is named; what was begun is ended again", async () => {
  const { dynamo, directory } = await startTestWorld();
  const { port } = dynamo.region(EAST);
  const other = temporaryDirectory();

  await expect(startTestWorld({ directory })).rejects.toThrow(/Another world uses .*journal\.db/);
  await expect(startTestWorld({ directory: other, ports: [port, 0] })).rejects.toThrow(`Port ${port} is in use`);

  expect((await startTestWorld({ directory: other })).dynamo.regions).toHaveLength(2);
});
