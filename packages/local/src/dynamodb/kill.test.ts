/**
 * Everything may be killed at any moment. What was acknowledged stands; every change is in the stream of both regions, once and in
 * order; transactions are whole; and the regions agree when the links have drained.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { below, createSeededRandom, fraction, type Random } from "@tandem/kernel";
import { expect, test, vi } from "vitest";
import { processIdentity } from "../supervision/process-identity.ts";
import { type Caller, until } from "./fixtures/caller.ts";
import { type KillableWorld, startKillableWorld } from "./fixtures/killable-world.ts";
import { readStream, replay } from "./fixtures/stream-replay.ts";
import { TABLE, tableOf, temporaryDirectory, WORLD_TEST_MS } from "./fixtures/test-world.ts";
import type { Item } from "./item/attribute.ts";

vi.setConfig({ testTimeout: WORLD_TEST_MS, hookTimeout: WORLD_TEST_MS });

const SEED = 4_711;
const ROUNDS = 12;
const WRITERS_PER_REGION = 6;
/** Keys that all writers of both regions fight for. */
const HOT_COUNT = 12;

/** What each writer was told: its own counter's last acknowledged value, which nobody else writes. */
type Acknowledged = Map<string, number>;

test(`survives ${ROUNDS} kills of the world or an engine under load, and loses nothing`, {
  timeout: 120_000,
}, async () => {
  const directory = temporaryDirectory();
  const random = createSeededRandom(SEED);
  const acknowledged: Acknowledged = new Map();
  let world = await startKillableWorld(directory);
  await createTable(world);

  for (let round = 0; round < ROUNDS; round += 1) {
    const stop = { now: false };
    const load = world.callers.flatMap((caller, where) =>
      Array.from({ length: WRITERS_PER_REGION }, (_, writer) =>
        write({ caller, name: `${where}-${writer}`, random, acknowledged, stop }),
      ),
    );
    world.tell(`partition ${fraction(random) < 0.3 ? "on" : "off"}`);
    await sleep(40 + below(random, 120));
    const isWorldKilled = await killSomething(world, random);
    stop.now = true;
    await Promise.all(load);
    if (isWorldKilled) world = await startKillableWorld(directory);
  }

  world.tell("partition off");
  await world.drained();
  await check(world, acknowledged);
});

/** Of five times, kills the world twice, an engine twice and both once; whether the world is gone. */
async function killSomething(world: KillableWorld, random: Random): Promise<boolean> {
  const victim = below(random, 5);
  if (victim >= 2) world.tell(`kill-engine ${below(random, 2)}`);
  if (victim >= 3) {
    await sleep(60);
    return false;
  }
  await world.kill();
  return true;
}

async function createTable(world: KillableWorld): Promise<void> {
  const [east] = world.callers;
  await east?.ok("CreateTable", tableOf(TABLE));
  await east?.ok("UpdateTable", { TableName: TABLE, ReplicaUpdates: [{ Create: { RegionName: "us-west-2" } }] });
}

interface Writer {
  readonly caller: Caller;
  readonly name: string;
  readonly random: Random;
  readonly acknowledged: Acknowledged;
  readonly stop: { now: boolean };
}

/** Raises an own counter and its twin in one transaction, and between that fights for hot items, until the world falls silent. */
async function write({ caller, name, random, acknowledged, stop }: Writer): Promise<void> {
  const update = (n: string, value: number) => ({
    Update: {
      TableName: TABLE,
      Key: { pk: { S: name }, n: { N: n } },
      UpdateExpression: "SET v = :v",
      ExpressionAttributeValues: { ":v": { N: String(value) } },
    },
  });
  for (let value = (acknowledged.get(name) ?? 0) + 1_000; !stop.now; value += 1) {
    const answer = await caller
      .raw("TransactWriteItems", { TransactItems: [update("1", value), update("2", value)] })
      .catch(() => undefined);
    if (answer === undefined) return;
    if (answer.status === 200) acknowledged.set(name, value);
    await caller.raw(...hotWrite(random, name)).catch(() => undefined);
  }
}

function hotWrite(random: Random, name: string): [string, object] {
  const Key = { pk: { S: `hot-${below(random, HOT_COUNT)}` }, n: { N: "1" } };
  const kind = below(random, 4);
  if (kind === 0) return ["DeleteItem", { TableName: TABLE, Key }];
  if (kind === 1)
    return ["PutItem", { TableName: TABLE, Item: { ...Key, by: { S: name }, at: { N: String(random.uint32()) } } }];
  if (kind === 2) {
    const Item = { ...Key, by: { S: `${name} in a batch` } };
    return ["BatchWriteItem", { RequestItems: { [TABLE]: [{ PutRequest: { Item } }] } }];
  }
  return [
    "UpdateItem",
    { TableName: TABLE, Key, UpdateExpression: "ADD c :one", ExpressionAttributeValues: { ":one": { N: "1" } } },
  ];
}

async function check(world: KillableWorld, acknowledged: Acknowledged): Promise<void> {
  const tables = await Promise.all(world.callers.map((caller) => caller.items(TABLE)));
  const [east, west] = tables.map(plain);
  expect(east).toEqual(west);
  for (const [name, value] of acknowledged) {
    const counters = ["1", "2"].map((n) => Number(east?.[JSON.stringify([{ S: name }, { N: n }])]?.["v"]?.N));
    expect(counters[0], `the counter of ${name}`).toBeGreaterThanOrEqual(value);
    expect(counters[1], `the twin of ${name}'s counter`).toBe(counters[0]);
  }
  for (const [index, caller] of world.callers.entries()) {
    expect(plain(replay(await readStream(caller, TABLE)))).toEqual(plain(tables[index] ?? new Map()));
  }
}

function plain(items: ReadonlyMap<string, Item>): Record<string, Item> {
  return Object.fromEntries([...items].sort(([one], [other]) => (one < other ? -1 : 1)));
}

test("engines end with a world that was killed", async () => {
  const world = await startKillableWorld(temporaryDirectory());
  expect(world.enginePids.every((pid) => processIdentity(pid) !== undefined)).toBe(true);

  await world.kill();

  await until(() => world.enginePids.every((pid) => processIdentity(pid) === undefined), "the engines to end");
});
