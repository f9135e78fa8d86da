import { must } from "@tandem/kernel";
import { expect, test, vi } from "vitest";
import { until } from "../fixtures/caller.ts";
import { EAST, startGlobalTable, TABLE, type TestWorld, WEST, WORLD_TEST_MS } from "../fixtures/test-world.ts";
import { TRIM_HORIZON } from "../stream-source.ts";

vi.setConfig({ testTimeout: WORLD_TEST_MS, hookTimeout: WORLD_TEST_MS });

const key = { pk: { S: "a" }, n: { N: "1" } };
const nowS = () => Math.floor(Date.now() / 1_000);

async function worldWithTtl(speed: number): Promise<TestWorld> {
  const world = await startGlobalTable({ speed });
  const TimeToLiveSpecification = { Enabled: true, AttributeName: "ttl" };
  await world.call(EAST).ok("UpdateTimeToLive", { TableName: TABLE, TimeToLiveSpecification });
  return world;
}

test("an expired item is deleted in both regions; only where the sweep did it the record names the service", async () => {
  const world = await worldWithTtl(1_000);
  await world.call(EAST).ok("PutItem", { TableName: TABLE, Item: { ...key, ttl: { N: String(nowS() - 60) } } });
  await world.call(EAST).ok("PutItem", { TableName: TABLE, Item: { ...key, n: { N: "2" } } });

  for (const where of [EAST, WEST])
    await until(async () => (await world.call(where).item(TABLE, key)) === undefined, "the deletion");
  await until(() => world.dynamo.links.every((link) => link.state().backlogCount === 0), "both links to drain");

  const removals = [EAST, WEST].flatMap((where) => {
    const source = must(world.dynamo.region(where).stream(TABLE), "a stream");
    return source
      .read({ position: TRIM_HORIZON, limit: 100 })
      .records.filter((record) => record.eventName === "REMOVE");
  });
  const named = removals.filter((record) => record.userIdentity !== undefined);
  expect(removals).toHaveLength(2);
  expect(named.length).toBeGreaterThanOrEqual(1);
  for (const record of named)
    expect(record.userIdentity).toEqual({ type: "Service", principalId: "dynamodb.amazonaws.com" });
  const expired = world.dynamo.regions.reduce((sum, one) => sum + one.counts().expired, 0);
  expect(expired).toBe(named.length);
  expect(await world.call(EAST).item(TABLE, { ...key, n: { N: "2" } })).toBeDefined();
});

test("an item that expires in an hour waits for its hour, divided by the speed; one that was renewed stays", async () => {
  const world = await worldWithTtl(1_000);
  const hour = { N: String(nowS() + 3_600) };
  const beganMs = performance.now();
  await world.call(EAST).ok("PutItem", { TableName: TABLE, Item: { ...key, ttl: hour } });
  await world.call(EAST).ok("PutItem", { TableName: TABLE, Item: { ...key, n: { N: "2" }, ttl: hour } });
  await world
    .call(EAST)
    .ok("PutItem", { TableName: TABLE, Item: { ...key, n: { N: "2" }, ttl: { N: String(nowS() + 360_000_000) } } });

  await until(async () => (await world.call(EAST).item(TABLE, key)) === undefined, "the deletion");

  expect(performance.now() - beganMs).toBeGreaterThanOrEqual(3_500);
  expect(await world.call(EAST).item(TABLE, { ...key, n: { N: "2" } })).toBeDefined();
});

test("TTL that is enabled later meets the items that stand, in both regions; disabled, it leaves them alone", async () => {
  const world = await startGlobalTable({ speed: 1_000 });
  await world.call(EAST).ok("PutItem", { TableName: TABLE, Item: { ...key, ttl: { N: String(nowS() - 60) } } });
  await until(async () => (await world.call(WEST).item(TABLE, key)) !== undefined, "the item in the west");
  world.dynamo.partition(EAST, WEST, true);

  const TimeToLiveSpecification = { Enabled: true, AttributeName: "ttl" };
  await world.call(EAST).ok("UpdateTimeToLive", { TableName: TABLE, TimeToLiveSpecification });
  for (const where of [EAST, WEST])
    await until(async () => (await world.call(where).item(TABLE, key)) === undefined, "the deletion");

  expect(world.dynamo.regions.map((one) => one.counts().expired)).toEqual([1, 1]);
});
