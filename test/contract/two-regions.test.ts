import { CreateQueueCommand, DeleteMessageCommand, ReceiveMessageCommand } from "@aws-sdk/client-sqs";
import { createDynamoClient, createDynamoRegionTable, createSqsClient, createSqsHintQueue } from "@tandem/aws";
import { decodeHint, type Hint } from "@tandem/delivery";
import { assert, createManualClock, createSeededRandom, must, type Region } from "@tandem/kernel";
import { formatStamp, type Item, makeKey, makePartition, type Partition, type RegionTable } from "@tandem/replication";
import {
  describeRegionTableLaws,
  type RegionTableHarness,
  regionTableLaws,
  undeclaredAdjust,
  undeclaredFact,
  undeclaredFragment,
} from "@tandem/replication/laws";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { createDynamoHarness, OTHER_REGION, PATIENCE, REGION } from "./law-table.ts";
import { type LawWorld, openLawWorld } from "./law-world.ts";
import { type LossyProxy, openLossyProxy } from "./lossy-proxy.ts";

const ARRIVES_WITHIN = { timeout: 30_000, interval: 100 };
const PLACES = [REGION, OTHER_REGION];
let world: LawWorld;
let proxies: readonly LossyProxy[] = [];

beforeAll(async () => {
  vi.stubEnv("AWS_ACCESS_KEY_ID", "test");
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", "test");
  world = await openLawWorld("laws-of-two-regions");
  proxies = await Promise.all(PLACES.map((place) => openLossyProxy({ upstream: world.endpoint(place) })));
});

afterAll(async () => {
  for (const proxy of proxies) await proxy.close();
  await world?.close();
});

function harnessIn(region: Region): RegionTableHarness {
  const { loseAnswers, url } = must(proxies[PLACES.indexOf(region)], `there is a proxy for ${region}`);
  return createDynamoHarness({ endpoint: url, tableName: world.tableName, loseAnswers, region });
}

describeRegionTableLaws(`a replica of a global table in ${REGION}`, () => harnessIn(REGION));

/** Its front door is the same code; what could differ is in these. */
describe(`a replica of a global table in ${OTHER_REGION} keeps the laws about many at once, and about everything`, () => {
  const laws = regionTableLaws.filter(({ name }) =>
    /^of 64|^64 clients|^any history|^a commit whose answer/.test(name),
  );

  assert(laws.length === 5, "a law was named anew: choose by its new name");
  it.each(laws)("$name", (law) => law.holds(harnessIn(OTHER_REGION)));
});

function tableIn(region: Region): RegionTable {
  const client = createDynamoClient({ region, endpoint: world.endpoint(region), ...PATIENCE });
  return createDynamoRegionTable({ client, tableName: world.tableName, region, clock: createManualClock() });
}

async function itemsIn(table: RegionTable, partition: Partition): Promise<readonly Item[]> {
  const [items = []] = await table.read([partition], { consistent: true });
  return items;
}

/** Some commits of one region on a record that both write: a fact each, a fragment replaced, a number added to. */
async function writeHistory(table: RegionTable, options: { partition: Partition; name: string; count: number }) {
  const { count, name, partition } = options;
  const { region } = table;
  const random = createSeededRandom(region.length + name.length);
  const key = (sort: string) => makeKey({ partition, name: sort, region });
  let expected = "absent";
  let sum = 0;
  for (let index = 0; index < count; index += 1) {
    const id = `${name}-${region}-${index}`;
    const add = 1 + (random.uint32() % 9);
    const outcome = await table.commit({
      id,
      stamp: formatStamp({ ms: Date.UTC(2026, 0, 1) + index, counter: 0, region }),
      writes: [
        undeclaredFact({ key: key(`${name}-FACT-${index}`), v: 1, data: { index } }),
        undeclaredFragment({ key: key(`${name}-PART`), v: 1, data: { index }, expected }),
        undeclaredAdjust({ key: key(`${name}-SUM`), v: 1, by: { sum: { add } } }),
      ],
    });
    expect(outcome).toEqual({ ok: true });
    expected = id;
    sum += add;
  }
  return { sum };
}

describe("a record that two regions write", () => {
  it("arrives in the other region as it was written, and each region's items are what that region made them", async () => {
    const partition = makePartition(["TWO", "both"]);
    const tables = PLACES.map(tableIn);
    const count = 40;

    const sums = await Promise.all(tables.map((table) => writeHistory(table, { partition, name: "H", count })));

    const items = await converged(tables, partition, 2 * (count + 2));
    for (const [index, region] of PLACES.entries()) {
      const own = items.filter((item) => item.region === region);
      expect(own.find(({ kind }) => kind === "fragment")).toMatchObject({ data: { index: count - 1 } });
      expect(own.find(({ kind }) => kind === "counter")).toMatchObject({ numbers: { sum: sums[index]?.sum } });
    }
  });

  it("is written on both sides of a partition, and converges after it with nothing lost", async () => {
    const partition = makePartition(["TWO", "apart"]);
    const tables = PLACES.map(tableIn);
    const count = 10;

    await world.setPartitioned(true);
    await Promise.all(tables.map((table) => writeHistory(table, { partition, name: "P", count })));
    const apart = await Promise.all(tables.map((table) => itemsIn(table, partition)));
    await world.setPartitioned(false);

    for (const [index, own] of apart.entries()) {
      expect(own).toHaveLength(count + 2);
      expect(new Set(own.map(({ region }) => region))).toEqual(new Set([PLACES[index]]));
    }
    const items = await converged(tables, partition, 2 * (count + 2));
    expect(items).toEqual(expect.arrayContaining(apart.flat()));
  });

  it("a check sees another region's fact once it has arrived, and not before", async () => {
    const partition = makePartition(["TWO", "seen"]);
    const [east, west] = [tableIn(REGION), tableIn(OTHER_REGION)];
    const key = (name: string, region: Region) => makeKey({ partition, name, region });
    const look = (id: string) =>
      east.commit({
        id,
        stamp: formatStamp({ ms: Date.UTC(2026, 0, 1), counter: 0, region: REGION }),
        writes: [
          { type: "absent", key: key("PLACED", OTHER_REGION) },
          undeclaredFact({ key: key(id, REGION), v: 1, data: {} }),
        ],
      });
    await world.setPartitioned(true);
    const placed = undeclaredFact({ key: key("PLACED", OTHER_REGION), v: 1, data: {} });
    const stamp = formatStamp({ ms: Date.UTC(2026, 0, 1), counter: 0, region: OTHER_REGION });
    expect(await west.commit({ id: "commit-in-the-west", stamp, writes: [placed] })).toEqual({ ok: true });

    expect(await look("before-it-arrives")).toEqual({ ok: true });
    await world.setPartitioned(false);
    await converged([east, west], partition, 2);

    const standing = { commitId: "commit-in-the-west", region: OTHER_REGION };
    expect(await look("after-it-arrived")).toMatchObject({
      ok: false,
      refusals: [{ index: 0, reason: "stands", standing }],
    });
  });
});

describe("a region's queue", () => {
  it("takes hints of any record, ten in a request, says how many wait, and gives them back as they were", async () => {
    const client = createSqsClient({ region: REGION, endpoint: world.queueEndpoint(REGION) });
    const { QueueUrl: queueUrl = "" } = await client.send(new CreateQueueCommand({ QueueName: "law-hints" }));
    const queue = createSqsHintQueue({ client, queueUrl });
    const hints = Array.from({ length: 23 }, (_, index): Hint => {
      const record = makePartition(["ORDER", `\u{1f600} ${index}`]);
      return index % 2 === 0 ? { record } : { record, outbox: { partition: record, sort: `CHARGE#${REGION}` } };
    });

    await queue.send(hints);

    expect(await queue.depth()).toBe(hints.length);
    const received: (Hint | undefined)[] = [];
    while (received.length < hints.length) {
      const { Messages = [] } = await client.send(
        new ReceiveMessageCommand({ QueueUrl: queueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 5 }),
      );
      expect(Messages.length).toBeGreaterThan(0);
      for (const { Body = "", ReceiptHandle } of Messages) {
        received.push(decodeHint(Body));
        await client.send(new DeleteMessageCommand({ QueueUrl: queueUrl, ReceiptHandle }));
      }
    }
    expect(received).toHaveLength(hints.length);
    expect(received).toEqual(expect.arrayContaining([...hints]));
  });
});

/** What both regions hold, once they hold the same, `count` items. */
async function converged(
  tables: readonly RegionTable[],
  partition: Partition,
  count: number,
): Promise<readonly Item[]> {
  const look = async () => await Promise.all(tables.map((table) => itemsIn(table, partition)));
  await expect
    .poll(async () => {
      const [first = [], ...others] = await look();
      const same = others.every((items) => JSON.stringify(items) === JSON.stringify(first));
      return same ? first.length : "regions that differ";
    }, ARRIVES_WITHIN)
    .toBe(count);
  const [items = []] = await look();
  return items;
}
