/**
 * The law of a global table, audited write by write: after everything has arrived both regions hold the same items, and what
 * an item holds was put there by a write that no other write of the item clearly came after.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { below, createSeededRandom, fraction, type Random, type Region } from "@tandem/kernel";
import { expect, test, vi } from "vitest";
import { type Caller, until } from "./fixtures/caller.ts";
import { readStream, replay } from "./fixtures/stream-replay.ts";
import { EAST, startGlobalTable, TABLE, type TestWorld, WEST, WORLD_TEST_MS } from "./fixtures/test-world.ts";
import type { Item } from "./item/attribute.ts";

vi.setConfig({ testTimeout: WORLD_TEST_MS, hookTimeout: WORLD_TEST_MS });

const KEY_COUNT = 15;
const WRITERS_PER_REGION = 6;
const WRITES_PER_WRITER = 60;
/** Stamps are made from whole milliseconds, so two writes this close in two regions may be ordered either way. */
const TIE_MS = 2;

interface WrittenOnce {
  readonly key: string;
  /** The value this write left, which no other write leaves; undefined for a deletion. */
  readonly value: string | undefined;
  readonly beganMs: number;
  readonly endedMs: number;
}

test.each([
  { seed: 1, name: "without lag", lagMs: 0, partitions: false },
  { seed: 2, name: "with lag", lagMs: 40, partitions: false },
  { seed: 3, name: "with lag and partitions that come and go", lagMs: 20, partitions: true },
])("both regions end with the last write of every item, $name (seed $seed)", async ({ seed, lagMs, partitions }) => {
  const world = await startGlobalTable({ lagMs });
  const random = createSeededRandom(seed);
  const weather = { over: false };
  const stormy = partitions ? storm(world, random, weather) : undefined;

  const histories = await Promise.all(
    [EAST, WEST].flatMap((where) =>
      Array.from({ length: WRITERS_PER_REGION }, (_, writer) =>
        writeMany(world.call(where), `${where}-${writer}`, random),
      ),
    ),
  );
  weather.over = true;
  await stormy;
  world.dynamo.partition(EAST, WEST, false);
  await until(() => world.dynamo.links.every((link) => link.state().backlogCount === 0), "both links to drain");

  const [east, west] = await Promise.all([EAST, WEST].map((where) => world.call(where).items(TABLE)));
  expect(sorted(east)).toEqual(sorted(west));
  audit(histories.flat(), east ?? new Map());
  for (const where of [EAST, WEST]) await expectStreamTellsTheTable(world, where);
});

async function storm({ dynamo }: TestWorld, random: Random, weather: { over: boolean }): Promise<void> {
  for (let isCut = true; !weather.over; isCut = !isCut) {
    dynamo.partition(EAST, WEST, isCut);
    for (const link of dynamo.links) link.set({ lagMs: below(random, 50) });
    await sleep(20 + below(random, 80));
  }
}

async function writeMany(caller: Caller, name: string, random: Random): Promise<WrittenOnce[]> {
  const history: WrittenOnce[] = [];
  for (let count = 0; count < WRITES_PER_WRITER; count += 1) {
    const n = String(below(random, KEY_COUNT));
    const value = fraction(random) < 0.3 ? undefined : `${name}-${count}`;
    const [operation, body] = blindWrite({ n, value, kind: below(random, 4) });
    const beganMs = performance.now();
    const answer = await caller.raw(operation, body);
    if (answer.status === 200) history.push({ key: n, value, beganMs, endedMs: performance.now() });
  }
  return history;
}

/** One of the ways to leave exactly `value` at the key, whatever stood there; or nothing. */
function blindWrite({ n, value, kind }: { n: string; value: string | undefined; kind: number }): [string, object] {
  const Key = { pk: { S: "k" }, n: { N: n } };
  if (value === undefined) {
    if (kind === 0) return ["TransactWriteItems", { TransactItems: [{ Delete: { TableName: TABLE, Key } }] }];
    if (kind === 1) return ["BatchWriteItem", { RequestItems: { [TABLE]: [{ DeleteRequest: { Key } }] } }];
    return ["DeleteItem", { TableName: TABLE, Key }];
  }
  const Item = { ...Key, v: { S: value } };
  if (kind === 0) return ["TransactWriteItems", { TransactItems: [{ Put: { TableName: TABLE, Item } }] }];
  if (kind === 1) return ["BatchWriteItem", { RequestItems: { [TABLE]: [{ PutRequest: { Item } }] } }];
  if (kind === 2) {
    const set = { UpdateExpression: "SET v = :v", ExpressionAttributeValues: { ":v": { S: value } } };
    return ["UpdateItem", { TableName: TABLE, Key, ...set }];
  }
  return ["PutItem", { TableName: TABLE, Item }];
}

function audit(history: readonly WrittenOnce[], items: ReadonlyMap<string, Item>): void {
  for (let n = 0; n < KEY_COUNT; n += 1) {
    const writes = history.filter((write) => write.key === String(n));
    const value = items.get(JSON.stringify([{ S: "k" }, { N: String(n) }]))?.["v"]?.S;
    const latestBeganMs = Math.max(...writes.map((write) => write.beganMs));
    const couldBeLast = writes.filter((write) => write.endedMs + TIE_MS >= latestBeganMs);
    expect(
      couldBeLast.map((write) => write.value),
      `what stands at key ${n}`,
    ).toContain(value);
  }
}

async function expectStreamTellsTheTable({ call }: TestWorld, where: Region): Promise<void> {
  const told = replay(await readStream(call(where), TABLE));
  expect(sorted(told)).toEqual(sorted(await call(where).items(TABLE)));
}

function sorted(items: ReadonlyMap<string, Item> | undefined): Record<string, Item> {
  return Object.fromEntries([...(items ?? [])].sort(([one], [other]) => (one < other ? -1 : 1)));
}
