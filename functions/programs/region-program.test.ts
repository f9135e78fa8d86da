import { expect, test } from "vitest";
import { carryItems, createMemoryRegion, EAST, type MemoryRegion, WEST } from "../testing/memory-region.ts";
import { HAZARDS } from "./hazards.ts";

const teas = (quantity: number) => ({ lines: [{ sku: "TEA", quantity }] });

/** Places an order of two teas in a shop that has three; the order's id. */
async function order(region: MemoryRegion, name: string = EAST): Promise<string> {
  await region.ask("POST /products", { as: "operator", body: { sku: "TEA", name: "Tea", price: 450 } });
  await region.ask("POST /stock/TEA/restock", { as: "operator", body: { quantity: 3, region: name } });
  const placed = await region.ask("POST /orders", { as: "customer", body: teas(2) });
  expect(placed.status).toBe(201);
  return String(placed.body["id"]);
}

test("an order that the API takes on is charged by the worker whom the stream's hint wakes", async () => {
  const region = createMemoryRegion();

  const id = await order(region);
  await region.work();

  const { body } = await region.ask(`GET /orders/${id}`, { as: "customer" });
  expect(body).toMatchObject({ status: "paid", total: 900 });
  expect(region.seen.charges).toEqual([{ orderId: id, amount: 900 }]);
});

test("an order whose hint was lost is asked for by the tick once it is older than the sweep's grace", async () => {
  const region = createMemoryRegion();
  const { messages } = region.seen;
  const id = await order(region);
  messages.length = 0;

  region.clock.advance(29_000);
  await region.tick.run();
  expect(messages).toEqual([]);
  region.clock.advance(31_000);
  await region.tick.run();
  await region.work();

  expect((await region.ask(`GET /orders/${id}`, { as: "customer" })).body).toMatchObject({ status: "paid" });
});

test("a tick says what it saw, and one with a part that failed says so, does the others and fails", async () => {
  const region = createMemoryRegion();
  const { metrics, logged } = region.seen;

  await region.tick.run();
  expect(metrics.join()).toContain('"TickDone":1');
  metrics.length = 0;
  region.isQueueAway = true;

  await expect(region.tick.run()).rejects.toThrow("the tick was not whole");
  expect(metrics.join()).not.toContain("TickDone");
  expect(metrics.join()).toContain('"OutboxItems":0');
  expect(logged).toEqual(["a part of the tick failed"]);
});

test("a twin that the other region's charge has decided is given up by the tick, and counted as a conflict", async () => {
  const east = createMemoryRegion(EAST);
  const west = createMemoryRegion(WEST);
  const id = await order(east, EAST);
  await order(west, WEST);
  await east.work();
  carryItems(east, west);

  await west.tick.run();

  expect(west.seen.metrics.join()).toContain('"Conflicts":1');
  expect((await west.ask(`GET /orders/${id}`, { as: "customer" })).body).toMatchObject({ status: "paid" });
});

test("a region's programs come to every point where stopping would hurt", async () => {
  const east = createMemoryRegion(EAST);
  const west = createMemoryRegion(WEST);
  const id = await order(east, EAST);
  await order(west, WEST);
  await east.ask("POST /orders", { as: "customer", body: teas(9), key: "another-key-of-sixteen" });
  await east.work();
  await west.tick.run();
  carryItems(east, west);
  west.clock.advance(600_000);

  await west.tick.run();
  // Now the twin's stock is back, and there is something to give.
  await west.tick.run();
  carryItems(west, east);
  await east.tick.run();
  await east.ask(`POST /orders/${id}/cancel`, { as: "customer" });
  await east.work();
  await east.ask("POST /cart/lines", { as: "customer", body: { sku: "TEA", quantity: 1 } });
  await east.ask("POST /cart/checkout", { as: "customer", key: "a-checkout-of-sixteen" });
  await east.ask("PATCH /profile", { as: "customer", body: { name: "Ada" } });
  await east.ask("PUT /handles/ada-the-first", { as: "customer" });
  await east.ask("DELETE /profile", { as: "customer" });

  const reached = new Set([...east.seen.hazards, ...west.seen.hazards]);
  expect(Object.keys(HAZARDS).filter((name) => !reached.has(name))).toEqual([]);
});
