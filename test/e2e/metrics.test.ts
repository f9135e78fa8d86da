import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createWorld } from "@tandem/local";
import { freePortBase } from "@tandem/scripts/free-port-base";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { untilAtRest } from "./support/audit.ts";
import { eventually } from "./support/eventually.ts";
import { createWorldClient, type WorldClient } from "./support/world-client.ts";
import { ROOT } from "./support/world-process.ts";

const EAST = "us-east-1";
const WEST = "us-west-2";
const MAP = [{ sku: "MAP", quantity: 1 }];

type Metric = Readonly<Record<string, unknown>>;

/** What the functions wrote on their standard output and CloudWatch would make metrics of. */
const metrics: Metric[] = [];
const directory = mkdtempSync(join(tmpdir(), "tandem-metrics-"));
let client: WorldClient;
let close = async (): Promise<void> => undefined;

beforeAll(async () => {
  const portBase = await freePortBase(2);
  const world = createWorld({
    root: ROOT,
    stateDirectory: join(directory, "state"),
    bundleDirectory: join(ROOT, "node_modules", ".cache", "bundles"),
    portBase,
    speed: 20,
    log: ({ text }) => {
      const [, document] = /^\S+ (\{"_aws":.*\})$/.exec(text) ?? [];
      if (document !== undefined) metrics.push(JSON.parse(document));
    },
  });
  close = () => world.close();
  client = createWorldClient(portBase);
  await world.start();
});
afterEach(() => client.healAll());
afterAll(async () => {
  await close();
  rmSync(directory, { recursive: true, force: true, maxRetries: 5 });
});

function from(region: string, name: string, since = 0): readonly Metric[] {
  return metrics.slice(since).filter((metric) => metric["Region"] === region && name in metric);
}

test.each([
  [EAST, WEST],
  [WEST, EAST],
])("each minute %s says that its work moves, and what it sees of %s", async (region, peer) => {
  const names = ["TickDone", "WalkAgeSeconds", "OutboxOldestAgeSeconds", "BeatAgeSeconds", "PeerLatencyMs"];
  await eventually({
    what: `all metrics of ${region}`,
    look: () => names.map((name) => from(region, name).length),
    holds: (counts) => counts.every((count) => count > 0),
    boundMs: 60_000,
  });

  expect(from(region, "TickDone").at(-1)).toMatchObject({ Table: "tandem-local-1", TickDone: 1, ParkedItems: 0 });
  expect(from(region, "BeatAgeSeconds").at(-1)).toMatchObject({ Peer: peer });
  expect(from(region, "PeerAnswers").at(-1)).toMatchObject({ Peer: peer, PeerAnswers: 1 });
});

test("a region that is down is seen by its peer, whose own minute goes on", async () => {
  await client.breakIt({ kind: "region-down", region: WEST });
  const since = metrics.length;

  await eventually({
    what: "the west's silence in the east's metrics",
    look: () => from(EAST, "PeerAnswers", since),
    holds: (seen) => seen.some(({ PeerAnswers }) => PeerAnswers === 0),
    boundMs: 60_000,
  });

  await eventually({
    what: "the east's next tick",
    look: () => from(EAST, "TickDone", since).length,
    holds: (count) => count > 0,
  });
});

test("parted regions do not hear each other, while customers hear both", async () => {
  await client.breakIt({ kind: "partition", regions: [EAST, WEST] });
  const since = metrics.length;

  for (const region of [EAST, WEST]) {
    await eventually({
      what: `silence of the peer in the metrics of ${region}`,
      look: () => from(region, "PeerAnswers", since),
      holds: (seen) => seen.some(({ PeerAnswers }) => PeerAnswers === 0),
      boundMs: 60_000,
    });
  }
  const answers = await Promise.all(client.urls.regions.map((url) => client.ask(`${url}/products`)));

  expect(answers.map(({ status }) => status)).toEqual([200, 200]);
});

test("an order that both regions took on while they were apart is one conflict, counted where it is settled", async () => {
  const token = await client.token("ada");
  const key = "one-key-for-both-regions";
  await client.breakIt({ kind: "partition", regions: [EAST, WEST] });
  const since = metrics.length;
  const placed = await Promise.all(client.urls.regions.map((at) => client.place({ token, lines: MAP, key, at })));
  expect(placed.map(({ status }) => status)).toEqual([201, 201]);
  expect(new Set(placed.map(({ body }) => body.id)).size).toBe(1);

  await client.healAll();

  const count = () => [EAST, WEST].flatMap((region) => from(region, "Conflicts", since)).reduce(add, 0);
  await eventually({ what: "the conflict", look: count, holds: (conflicts) => conflicts > 0, boundMs: 60_000 });
  await untilAtRest(client);
  expect(count()).toBe(1);
});

function add(total: number, metric: Metric): number {
  return total + Number(metric["Conflicts"]);
}
