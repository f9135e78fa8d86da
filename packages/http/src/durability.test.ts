import { Fault, region } from "@tandem/kernel";
import { expect, it } from "vitest";
import { createTestApp, ORDER, problemOf } from "./testing/app-on-memory.ts";

const WEST = region("us-west-2");

async function createApp() {
  const peer = { asked: 0, isSilent: false };
  const app = await createTestApp({
    keepers: new Map([
      [
        WEST,
        {
          region: WEST,
          async keep() {
            peer.asked += 1;
            if (peer.isSilent)
              throw new Fault({ code: "timeout", message: "silent", retryable: true, mayBeDone: true });
          },
        },
      ],
    ]),
  });
  await app.stockTea(50);
  return { app, peer };
}

it("who asks for two regions is told which hold the order, and nobody else has the other asked", async () => {
  const { app, peer } = await createApp();

  const one = await app.post("/orders", ORDER);
  const askedForOne = peer.asked;
  const two = await app.post("/orders", ORDER, { "Tandem-Durability": "2" });

  expect([one.headers.get("Tandem-Durable"), askedForOne]).toEqual(["us-east-1", 0]);
  expect([two.status, two.headers.get("Tandem-Durable"), peer.asked]).toEqual([201, "us-east-1, us-west-2", 1]);
});

it("a checkout can ask for it too", async () => {
  const { app } = await createApp();
  await app.post("/cart/lines", { sku: "TEA", quantity: 1 });

  const bought = await app.post("/cart/checkout", undefined, { "Tandem-Durability": "2" });

  expect([bought.status, bought.headers.get("Tandem-Durable")]).toEqual([201, "us-east-1, us-west-2"]);
});

it("an order is never refused because the other region is silent", async () => {
  const { app, peer } = await createApp();
  peer.isSilent = true;

  const placed = await app.post("/orders", ORDER, { "Tandem-Durability": "2" });

  expect([placed.status, placed.headers.get("Tandem-Durable")]).toEqual([201, "us-east-1"]);
});

it.each(["0", "3", "-1", "2.0", "1, 2", "two", "2".repeat(5_000)])(
  "a durability of %s is refused before anything is done",
  async (asked) => {
    const { app } = await createApp();

    const refused = await app.post("/orders", ORDER, { "Tandem-Durability": asked });
    const orders = await app.shop.orders({ customer: "ada", limit: 5 });

    expect(refused.status).toBe(400);
    expect(await problemOf(refused)).toMatchObject({
      type: "urn:tandem:problem:invalid-request",
      errors: [{ path: "Tandem-Durability" }],
    });
    expect(orders).toMatchObject({ value: { items: [] } });
  },
);

it.each([0, -1, 1.5, 1_001, Number.MAX_SAFE_INTEGER, "2", null, "∞"])(
  "a quantity of %s is refused, in an order and in a cart",
  async (quantity) => {
    const { app } = await createApp();

    for (const [path, body] of [
      ["/orders", { lines: [{ sku: "TEA", quantity }] }],
      ["/cart/lines", { sku: "TEA", quantity }],
    ] as const) {
      const refused = await app.post(path, body);
      expect(refused.status).toBe(400);
      expect(await problemOf(refused)).toMatchObject({
        type: "urn:tandem:problem:invalid-request",
        errors: [{ path: expect.stringContaining("quantity") }],
      });
    }
  },
);
