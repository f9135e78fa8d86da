import { beforeEach, expect, it } from "vitest";
import { createTestApp, ORDER, problemOf, type TestApp } from "../testing/app-on-memory.ts";

let app: TestApp;

beforeEach(async () => {
  app = await createTestApp();
});

it("an order is placed, shown and listed", async () => {
  await app.stockTea(5);

  const placed = await app.post("/orders", ORDER);
  const order = (await placed.json()) as { id: string };
  const read = await app.request(`/orders/${order.id}`, {
    headers: { Authorization: `Bearer ${await app.token()}` },
  });
  const list = await app.request("/orders", { headers: { Authorization: `Bearer ${await app.token()}` } });

  expect(placed.status).toBe(201);
  expect(placed.headers.get("Location")).toBe(`/orders/${order.id}`);
  expect(order).toMatchObject({
    status: "placed",
    lines: [{ sku: "TEA", quantity: 2, price: 450 }],
    total: 900,
    currency: "USD",
    region: "us-east-1",
    history: [{ status: "placed", region: "us-east-1" }],
  });
  expect(order).not.toHaveProperty("customer");
  expect(await read.json()).toEqual(order);
  expect(await list.json()).toEqual({ items: [order], next: null });
});

it("the same key gives the same order, and another payload under it is 422", async () => {
  await app.stockTea(5);
  const first = (await (await app.post("/orders", ORDER)).json()) as { id: string };

  const again = await app.post("/orders", {
    lines: [
      { sku: "TEA", quantity: 1 },
      { sku: "TEA", quantity: 1 },
    ],
  });
  const other = await app.post("/orders", { lines: [{ sku: "TEA", quantity: 1 }] });

  expect(await again.json()).toEqual(first);
  expect(other.status).toBe(422);
  expect((await problemOf(other)).type).toBe("urn:tandem:problem:idempotency-key-reused");
});

it("too little stock is 409 with the lines and where there is how much", async () => {
  await app.stockTea(1);

  const refused = await app.post("/orders", ORDER);

  expect(refused.status).toBe(409);
  expect(await problemOf(refused)).toMatchObject({
    type: "urn:tandem:problem:out-of-stock",
    lines: [{ sku: "TEA", requested: 2, available: 1, availableIn: { "us-east-1": 1, "us-west-2": 0 } }],
  });
});

it("somebody else's order is not found", async () => {
  await app.stockTea(5);
  const { id } = (await (await app.post("/orders", ORDER)).json()) as { id: string };

  const bob = `Bearer ${await app.token({ sub: "bob" })}`;
  const response = await app.request(`/orders/${id}`, { headers: { Authorization: bob } });

  expect(response.status).toBe(404);
  expect((await problemOf(response)).type).toBe("urn:tandem:problem:not-found");
  expect(response.headers.get("Tandem-Stale")).toBe("possible");
});

async function cancel(id: string, headers: Readonly<Record<string, string>> = {}) {
  return app.request(`/orders/${id}/cancel`, {
    method: "POST",
    headers: {
      Authorization: `Bearer ${await app.token()}`,
      "Idempotency-Key": "a-key-for-the-cancellation",
      ...headers,
    },
  });
}

it("an order is cancelled, again under the same key, and under another it is too late", async () => {
  await app.stockTea(5);
  const placed = (await (await app.post("/orders", ORDER)).json()) as { id: string };

  const cancelled = await cancel(placed.id);
  const again = await cancel(placed.id);
  const late = await cancel(placed.id, { "Idempotency-Key": "another-key-for-cancelling" });

  expect(cancelled.status).toBe(200);
  expect(await cancelled.json()).toMatchObject({
    ...placed,
    status: "cancelled",
    history: [{}, { status: "cancelled" }],
  });
  expect(again.status).toBe(200);
  expect(late.status).toBe(409);
  expect(await problemOf(late)).toMatchObject({ type: "urn:tandem:problem:too-late", orderStatus: "cancelled" });
});

it("to cancel needs a key, and an order of one's own", async () => {
  await app.stockTea(5);
  const { id } = (await (await app.post("/orders", ORDER)).json()) as { id: string };
  const bob = { Authorization: `Bearer ${await app.token({ sub: "bob" })}` };

  const answers = [await cancel(id, { "Idempotency-Key": "" }), await cancel(id, bob), await cancel("ord_none")];

  expect(await Promise.all(answers.map(async (answer) => (await problemOf(answer)).type))).toEqual([
    "urn:tandem:problem:idempotency-key-missing",
    "urn:tandem:problem:not-found",
    "urn:tandem:problem:not-found",
  ]);
  expect(answers.map((answer) => answer.headers.get("Tandem-Stale"))).toEqual([null, "possible", "possible"]);
});
