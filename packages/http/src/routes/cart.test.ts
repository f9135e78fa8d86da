import { beforeEach, expect, it } from "vitest";
import { createTestApp, ORDER, problemOf, type TestApp } from "../testing/app-on-memory.ts";

let app: TestApp;

beforeEach(async () => {
  app = await createTestApp();
  await app.stockTea(10);
});

const KEY = { "Idempotency-Key": "checkout-of-sixteen" };

async function ask(method: "GET" | "DELETE", path: string): Promise<Response> {
  return await app.request(path, { method, headers: { Authorization: `Bearer ${await app.token()}` } });
}

it("a cart is filled once for a key, emptied by product, and begins empty", async () => {
  expect(await (await ask("GET", "/cart")).json()).toEqual({ lines: [], total: 0 });
  const line = { sku: "TEA", quantity: 2 };
  const full = { lines: [{ sku: "TEA", quantity: 2, price: 450 }], total: 900 };

  for (let tries = 0; tries < 2; tries += 1) {
    const added = await app.post("/cart/lines", line);
    expect(added.status).toBe(200);
    expect(await added.json()).toEqual(full);
  }
  expect((await app.post("/cart/lines", { ...line, quantity: 3 })).status).toBe(422);
  expect(await (await ask("GET", "/cart")).json()).toEqual(full);

  const removed = await ask("DELETE", "/cart/lines/TEA");
  expect(removed.status).toBe(200);
  expect(await removed.json()).toEqual({ lines: [], total: 0 });
});

it("a checkout is an order, the same for the same key though the cart is empty by then", async () => {
  await app.post("/cart/lines", { sku: "TEA", quantity: 2 });

  const first = await app.post("/cart/checkout", undefined, KEY);
  const again = await app.post("/cart/checkout", undefined, KEY);

  expect([first.status, again.status]).toEqual([201, 201]);
  const order = (await first.json()) as { readonly id: string };
  expect(order).toMatchObject({
    status: "placed",
    ...ORDER,
    lines: [{ sku: "TEA", quantity: 2, price: 450 }],
    total: 900,
  });
  expect(first.headers.get("Location")).toBe(`/orders/${order.id}`);
  expect(await again.json()).toEqual(order);
  expect(await (await ask("GET", "/cart")).json()).toEqual({ lines: [], total: 0 });
});

it("an empty cart is refused, and so is more than there is", async () => {
  const empty = await app.post("/cart/checkout", undefined, KEY);
  expect(empty.status).toBe(400);
  expect((await problemOf(empty)).detail).toContain("The cart is empty");

  await app.post("/cart/lines", { sku: "TEA", quantity: 11 });
  const short = await app.post("/cart/checkout", undefined, KEY);

  expect(short.status).toBe(409);
  expect((await problemOf(short)).type).toBe("urn:tandem:problem:out-of-stock");
});

it.each([
  { sku: "TEA", quantity: 0 },
  { sku: "TEA", quantity: -1 },
  { sku: "TEA", quantity: 1.5 },
  { sku: "TEA", quantity: 1_001 },
  { sku: "tea", quantity: 1 },
  { sku: "NOTHING", quantity: 1 },
])("%o is not put into a cart", async (line) => {
  expect((await app.post("/cart/lines", line)).status).toBe(400);
});

it("a cart belongs to whose token asks, and a key is needed to change it", async () => {
  await app.post("/cart/lines", { sku: "TEA", quantity: 2 });
  const bob = { Authorization: `Bearer ${await app.token({ sub: "bob" })}` };

  expect(await (await app.request("/cart", { headers: bob })).json()).toEqual({ lines: [], total: 0 });
  expect((await app.request("/cart")).status).toBe(401);
  expect((await app.post("/cart/lines", { sku: "TEA", quantity: 1 }, { "Idempotency-Key": "" })).status).toBe(400);
});
