import { setTimeout as sleep } from "node:timers/promises";
import { expect, test, vi } from "vitest";
import { until } from "../fixtures/caller.ts";
import { EAST, startGlobalTable, TABLE, WEST, WORLD_TEST_MS } from "../fixtures/test-world.ts";

vi.setConfig({ testTimeout: WORLD_TEST_MS, hookTimeout: WORLD_TEST_MS });

const key = { pk: { S: "a" }, n: { N: "1" } };

test("a region that is down resets connections and stops replication both ways; when it is back it has missed nothing", async () => {
  const { dynamo, call } = await startGlobalTable();
  const east = dynamo.region(EAST);

  east.setFaults({ down: true });
  await expect(call(EAST).raw("PutItem", { TableName: TABLE, Item: key })).rejects.toThrow();
  await call(WEST).ok("PutItem", { TableName: TABLE, Item: key });
  await sleep(100);
  const backlogCount = dynamo.link(WEST, EAST).state().backlogCount;
  east.setFaults({ down: false });
  await until(async () => (await call(EAST).item(TABLE, key)) !== undefined, "what was written meanwhile");

  expect(backlogCount).toBe(1);
});

test("a lost answer is work that was done: the connection ends, the item stands and is replicated", async () => {
  const { dynamo, call } = await startGlobalTable();

  dynamo.region(EAST).setFaults({ responseLostRate: 1 });
  await expect(call(EAST).raw("PutItem", { TableName: TABLE, Item: key })).rejects.toThrow();
  dynamo.region(EAST).setFaults({ responseLostRate: 0 });

  expect(await call(EAST).item(TABLE, key)).toEqual(key);
  await until(async () => (await call(WEST).item(TABLE, key)) !== undefined, "the item in the west");
});

test("latency is added before each request, in the one region", async () => {
  const { dynamo, call } = await startGlobalTable();
  const latencyMs = 150;
  dynamo.region(EAST).setFaults({ latencyMs });

  const beganMs = performance.now();
  await call(EAST).item(TABLE, key);

  expect(performance.now() - beganMs).toBeGreaterThanOrEqual(latencyMs);
});

test("an engine that is killed comes back by itself: reads wait for it, a write either stands or was refused", async () => {
  const { dynamo, call } = await startGlobalTable();
  const before = dynamo.region(EAST).enginePid();

  dynamo.region(EAST).restartEngine();
  const answer = await call(EAST).raw("PutItem", { TableName: TABLE, Item: key });
  const read = await call(EAST).raw("GetItem", { TableName: TABLE, Key: key, ConsistentRead: true });

  expect([200, 500]).toContain(answer.status);
  expect(read.status).toBe(200);
  if (answer.status === 200) expect(read.body.Item).toEqual(key);
  expect(dynamo.region(EAST).enginePid()).not.toBe(before);
});
