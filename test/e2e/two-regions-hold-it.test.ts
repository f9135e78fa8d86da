import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { eventually } from "./support/eventually.ts";
import { createWorldProcess, type WorldProcess } from "./support/world-process.ts";

const [EAST, WEST] = ["us-east-1", "us-west-2"];
/** Nothing of the east's arrives in the west while a test looks. */
const LAG = { kind: "replication-lag", from: EAST, to: WEST, ms: 600_000 };
const PARTITION = { kind: "partition", regions: [EAST, WEST] };
let world: WorldProcess;
let ada: string;
beforeAll(async () => {
  // Five minutes of this world are five seconds.
  world = await createWorldProcess({ speed: 60 });
  await world.start();
  ada = await world.client.token("ada");
});
afterEach(() => world.client.healAll());
afterAll(() => world.dispose());

const url = (region: 0 | 1) => world.client.urls.regions[region] ?? "";
const place = (key: string, headers: Readonly<Record<string, string>>) =>
  world.client.place({ token: ada, key, at: url(0), lines: [{ sku: "MAP", quantity: 1 }], headers });
const readInWest = (path: string, session?: string) =>
  world.client.ask<{ status: string; items: readonly { id: string }[] }>(`${url(1)}${path}`, {
    token: ada,
    headers: session === undefined ? {} : { "Tandem-Session": session },
  });

test("an order that two regions hold is shown and charged by the other when its own is gone, and stays one", async () => {
  await world.client.breakIt(LAG);
  const placed = await place("an-order-in-two-regions", { "Tandem-Durability": "2" });
  const { body: order, headers } = placed;
  expect([placed.status, headers.get("Tandem-Durable")]).toEqual([201, `${EAST}, ${WEST}`]);

  await world.client.breakIt({ kind: "region-down", region: EAST });
  expect((await readInWest(`/orders/${order.id}`)).body).toMatchObject({ id: order.id, region: EAST });
  expect((await readInWest("/orders")).body.items.map(({ id }) => id)).toContain(order.id);
  await eventually({
    what: "the order, charged by the region that keeps it",
    look: async () => (await readInWest(`/orders/${order.id}`)).body.status,
    holds: (status) => status === "paid",
  });
  await world.client.healAll();
  await eventually({
    what: "the order as its own region knows it",
    look: async () => (await world.client.order({ id: order.id, token: ada, at: url(0) })).body.status,
    holds: (status) => status === "paid",
  });

  expect((await world.client.charges()).filter(({ orderId }) => orderId === order.id)).toHaveLength(1);
  const listed = (await readInWest("/orders?limit=25")).body.items.filter(({ id }) => id === order.id);
  expect(listed).toHaveLength(1);
});

test("whoever moves with his session sees what he has written, and is told when that cannot be known", async () => {
  await world.client.breakIt(LAG);
  const { body: order, headers } = await place("an-order-and-then-a-move", {});
  const session = headers.get("Tandem-Session") ?? "";

  const without = await readInWest("/orders");
  const moved = await readInWest("/orders", session);
  await world.client.breakIt(PARTITION);
  const apart = await readInWest("/orders", session);

  expect(without.body.items.map(({ id }) => id)).not.toContain(order.id);
  expect(moved.body.items.map(({ id }) => id)).toContain(order.id);
  expect([moved.headers.get("Tandem-Stale"), apart.headers.get("Tandem-Stale")]).toEqual([null, "possible"]);
});

test("while the regions are apart one holds it, and the answer does not wait for long", async () => {
  await world.client.breakIt(PARTITION);

  const placed = await place("an-order-in-one-region", { "Tandem-Durability": "2" });

  expect([placed.status, placed.headers.get("Tandem-Durable")]).toEqual([201, EAST]);
});

test("the road between regions takes nothing from people", async () => {
  const asked = await world.client.ask(`${url(1)}/internal/copies`, { method: "POST", token: ada, body: {} });

  expect(asked.status).toBe(401);
});
