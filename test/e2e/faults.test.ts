import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { expectEachSettledOnce, untilAlike, untilAtRest } from "./support/audit.ts";
import { eventually } from "./support/eventually.ts";
import { createWorldProcess, type WorldProcess } from "./support/world-process.ts";

const EAST = "us-east-1";
const WEST = "us-west-2";
let world: WorldProcess;
let token: string;
beforeAll(async () => {
  world = await createWorldProcess({ speed: 10 });
  await world.start();
  token = await world.client.token("ada");
});
afterEach(() => world.client.healAll());
afterAll(() => world.dispose());

const MAP = [{ sku: "MAP", quantity: 1 }];
const holdsOrder = async (region: 0 | 1, id: string) =>
  (await world.client.items(region)).some((item) => item["pk"]?.S === `ORDER#${id}`);

test("a replication lag of 2,000 ms is seen by a stopwatch, and in the control API", async () => {
  const { client } = world;
  await client.breakIt({ kind: "replication-lag", from: EAST, to: WEST, ms: 2_000 });
  const startedMs = performance.now();
  const { body } = await client.place({ token, lines: MAP, at: client.urls.regions[0] });

  const lag = await eventually({
    what: "the lag to the west in the control API",
    look: async () =>
      (await client.ask<{ regions: { lagMs: Record<string, number> }[] }>(`${client.urls.control}/api/world`)).body
        .regions[0]?.lagMs[WEST] ?? 0,
    holds: (ms) => ms > 0,
  });
  await eventually({ what: "the order in the west", look: () => holdsOrder(1, body.id), holds: Boolean });

  expect(lag).toBeGreaterThan(0);
  expect(performance.now() - startedMs).toBeGreaterThanOrEqual(2_000);
});

test("under a partition both regions go on selling, and afterwards they agree", async () => {
  const { client } = world;
  const split = await client.breakIt({ kind: "partition", regions: [EAST, WEST] });
  const placed = await Promise.all(client.urls.regions.map((at) => client.place({ token, lines: MAP, at })));
  expect(placed.map(({ status }) => status)).toEqual([201, 201]);
  const accepted = placed.map(({ body }) => ({ id: body.id, token }));
  expect(await Promise.all([holdsOrder(1, accepted[0]?.id ?? ""), holdsOrder(0, accepted[1]?.id ?? "")])).toEqual([
    false,
    false,
  ]);

  await client.ask(`${client.urls.control}/api/faults/${split.body.id}`, { method: "DELETE" });
  await untilAtRest(client);

  await expectEachSettledOnce(client, accepted);
  await untilAlike(client);
});

test("while the payment provider is down orders are taken, and paid once it is back, each once", async () => {
  const { client } = world;
  await client.breakIt({ kind: "payment-down", seconds: 3 });
  const placed = await Promise.all([1, 2, 3, 4].map(() => client.place({ token, lines: MAP })));

  const orders = await expectEachSettledOnce(
    client,
    placed.map(({ body }) => ({ id: body.id, token })),
  );

  expect(orders.map(({ status }) => status)).toEqual(["paid", "paid", "paid", "paid"]);
});

test("answers that are lost on their way are asked for again with the same key, and nothing is done twice", async () => {
  const { client } = world;
  for (const region of [EAST, WEST]) await client.breakIt({ kind: "response-lost", region, rate: 0.5 });
  const keys = Array.from({ length: 8 }, (_, index) => `answer-lost-number-${index}`);

  const placed = await Promise.all(
    keys.map((key) =>
      eventually({
        what: "an answer",
        look: () => client.place({ token, key, lines: MAP }),
        holds: ({ status }) => status === 201,
      }),
    ),
  );
  await client.healAll();

  expect(new Set(placed.map(({ body }) => body.id)).size).toBe(keys.length);
  await expectEachSettledOnce(
    client,
    placed.map(({ body }) => ({ id: body.id, token })),
  );
});

describe("a region that is down", () => {
  test("answers nobody, is a 502 of the global endpoint, and works again when it is back", async () => {
    const { client } = world;
    await client.breakIt({ kind: "region-down", region: WEST });

    await expect(client.ask(`${client.urls.regions[1]}/healthz`)).rejects.toThrow();
    const through = await client.ask(`${client.urls.global}/healthz`, { headers: { "x-client-place": "us-west" } });
    expect(through.status).toBe(502);
    expect((await client.ask(`${client.urls.global}/healthz`)).status).toBe(200);
    await client.healAll();

    expect((await client.place({ token, lines: MAP, at: client.urls.regions[1] })).status).toBe(201);
  });
});

test("messages that come twice are done once", async () => {
  const { client } = world;
  await client.breakIt({ kind: "duplicate-messages", region: EAST, rate: 1 });

  const placed = await Promise.all(
    [1, 2, 3].map(() => client.place({ token, lines: MAP, at: client.urls.regions[0] })),
  );

  await expectEachSettledOnce(
    client,
    placed.map(({ body }) => ({ id: body.id, token })),
  );
});
