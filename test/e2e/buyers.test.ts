import { randomUUID } from "node:crypto";
import { below, createSeededRandom } from "@tandem/kernel";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Accepted, expectEachSettledOnce, shelves, untilAlike, untilAtRest } from "./support/audit.ts";
import { eventually } from "./support/eventually.ts";
import type { Answer, Order, PlaceOrder, WorldClient } from "./support/world-client.ts";
import { createWorldProcess, type WorldProcess } from "./support/world-process.ts";

const SEED = 64_020;
const BUYERS = 64;
const ORDERS_EACH = 4;
const PRODUCTS = Array.from({ length: 20 }, (_, index) => `ITEM-${index}`);
const PER_REGION = 8;

let world: WorldProcess;
beforeAll(async () => {
  world = await createWorldProcess({ speed: 10 });
  await world.start();
});
afterAll(() => world.dispose());

test("64 buyers at once never sell what is not there, and what was stocked is on the shelf or sold", async () => {
  const { client } = world;
  const operator = await client.token("op", "operator");
  await Promise.all(
    client.urls.regions.map(async (url, index) => {
      const region = ["us-east-1", "us-west-2"][index];
      for (const sku of PRODUCTS) {
        await client.ask(`${url}/products`, { method: "POST", token: operator, body: { sku, name: sku, price: 500 } });
        const stocked = await client.ask(`${url}/stock/${sku}/restock`, {
          method: "POST",
          token: operator,
          key: `stocked-${sku}-${region}`,
          body: { quantity: PER_REGION, region },
        });
        expect(stocked.status).toBe(200);
      }
    }),
  );

  const random = createSeededRandom(SEED);
  const accepted: Accepted[] = [];
  const refusals = new Map<number, number>();
  await Promise.all(
    Array.from({ length: BUYERS }, async (_, buyer) => {
      const token = await client.token(`buyer-${buyer}`);
      for (let order = 0; order < ORDERS_EACH; order += 1) {
        const skus = new Set([0, 1].map(() => PRODUCTS[below(random, PRODUCTS.length)] ?? ""));
        const lines = [...skus].map((sku) => ({ sku, quantity: 1 + below(random, 2) }));
        const { status, body } = await decided(client, { token, lines, at: client.urls.regions[buyer % 2] });
        if (status === 201) accepted.push({ id: body.id, token });
        else refusals.set(status, (refusals.get(status) ?? 0) + 1);
      }
    }),
  );

  await untilAtRest(client);
  const orders = await expectEachSettledOnce(client, accepted);
  const items = await untilAlike(client);
  for (const sku of PRODUCTS) {
    const lines = orders.flatMap(({ lines }) => lines).filter((line) => line.sku === sku);
    const sold = lines.reduce((sum, { quantity }) => sum + quantity, 0);
    expect((shelves(items).get(sku) ?? 0) + sold, `${sku} on the shelf and sold`).toBe(2 * PER_REGION);
  }
  console.log(`${accepted.length} orders accepted; refused: ${JSON.stringify([...refusals])}`);
  expect(refusals.get(409) ?? 0, "some came too late").toBeGreaterThan(0);
});

/** What a busy region could not answer may have been done: it is asked again with the same key until it says. */
async function decided(client: WorldClient, order: Omit<PlaceOrder, "key">): Promise<Answer<Order>> {
  const key = randomUUID();
  return await eventually({
    what: `an answer to the order with key ${key}`,
    look: () => client.place({ ...order, key }),
    holds: ({ status }) => status < 500,
    boundMs: 120_000,
  });
}
