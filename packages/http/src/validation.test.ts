import { beforeEach, expect, it } from "vitest";
import { BODY_BYTES_MAX } from "./require-json.ts";
import { createTestApp, ORDER, problemOf, type TestApp } from "./testing/app-on-memory.ts";

let app: TestApp;

beforeEach(async () => {
  app = await createTestApp();
});

it.each([
  ["malformed JSON", "{", ""],
  ["no lines", JSON.stringify({ lines: [] }), "lines"],
  ["an unknown field", JSON.stringify({ ...ORDER, coupon: "X" }), "coupon"],
  ["an unknown field in a line", JSON.stringify({ lines: [{ sku: "TEA", quantity: 1, size: 1 }] }), "lines.0.size"],
  ["a wrong type", JSON.stringify({ lines: [{ sku: "TEA", quantity: "two" }] }), "lines.0.quantity"],
  ["no piece", JSON.stringify({ lines: [{ sku: "TEA", quantity: 0 }] }), "lines.0.quantity"],
  ["less than none", JSON.stringify({ lines: [{ sku: "TEA", quantity: -1 }] }), "lines.0.quantity"],
  ["a thousand and one", JSON.stringify({ lines: [{ sku: "TEA", quantity: 1_001 }] }), "lines.0.quantity"],
  ["more than a number holds", '{"lines":[{"sku":"TEA","quantity":9007199254740993}]}', "lines.0.quantity"],
  ["more than any number", '{"lines":[{"sku":"TEA","quantity":1e999}]}', "lines.0.quantity"],
  ["a number in quotes", JSON.stringify({ lines: [{ sku: "TEA", quantity: "1" }] }), "lines.0.quantity"],
  ["a quantity left out", JSON.stringify({ lines: [{ sku: "TEA" }] }), "lines.0.quantity"],
  ["half a piece", JSON.stringify({ lines: [{ sku: "TEA", quantity: 0.5 }] }), "lines.0.quantity"],
  ["an unknown product", JSON.stringify({ lines: [{ sku: "NO-TEA", quantity: 1 }] }), "lines.0.sku"],
  ["nothing", "", ""],
])("%s is 400 and says where", async (_, body, path) => {
  await app.stockTea(5);

  const response = await app.request("/orders", {
    method: "POST",
    body,
    headers: {
      Authorization: `Bearer ${await app.token()}`,
      "Content-Type": "application/json",
      "Idempotency-Key": "a-key-of-sixteen-or-more",
    },
  });

  expect(response.status).toBe(400);
  const { type, errors } = await problemOf(response);
  expect(type).toBe("urn:tandem:problem:invalid-request");
  expect(errors?.map((error) => error.path)).toContain(path);
});

it("quantities of one product are bounded after they are added up", async () => {
  await app.stockTea(5);

  const line = { sku: "TEA", quantity: 600 };
  const response = await app.post("/orders", { lines: [line, line] });

  expect(response.status).toBe(400);
  expect((await problemOf(response)).errors).toEqual([
    { path: "lines.0.quantity", message: "at most 1000 of TEA in one order, not 1200" },
  ]);
});

it("half a character in a name is 400, not a broken item", async () => {
  const response = await app.request("/products", {
    method: "POST",
    body: '{"sku":"TEA","name":"\\ud800","price":1}',
    headers: { ...(await app.operator()), "Content-Type": "application/json" },
  });

  expect(response.status).toBe(400);
  expect((await problemOf(response)).errors?.[0]?.path).toBe("name");
});

it.each(["%00", "%ED%A0%80", "..%2F..", "a%23b", "x".repeat(99)])(
  "an id that cannot be one is not found: %s",
  async (id) => {
    const headers = { Authorization: `Bearer ${await app.token()}` };

    expect((await app.request(`/orders/${id}`, { headers })).status).toBe(404);
    expect((await app.request(`/products/${id}`)).status).toBe(404);
  },
);

it("a body that does not say it is JSON is 400", async () => {
  const response = await app.post("/orders", ORDER, { "Content-Type": "text/plain" });

  expect(response.status).toBe(400);
  expect((await problemOf(response)).detail).toContain("application/json");
});

it("a large body is 413, with and without a stated length", async () => {
  const body = { ...ORDER, note: "x".repeat(300_000) };

  const response = await app.post("/orders", body, { "Content-Length": String(JSON.stringify(body).length) });
  const unstated = await app.post("/orders", body);

  expect(300_000).toBeGreaterThan(BODY_BYTES_MAX);
  expect(response.status).toBe(413);
  expect((await problemOf(unstated)).type).toBe("urn:tandem:problem:too-large");
});

it("a key is needed, and must be of the right form", async () => {
  const missing = await app.post("/orders", ORDER, { "Idempotency-Key": "" });
  const short = await app.post("/orders", ORDER, { "Idempotency-Key": "short" });

  expect((await problemOf(missing)).type).toBe("urn:tandem:problem:idempotency-key-missing");
  expect((await problemOf(short)).type).toBe("urn:tandem:problem:idempotency-key-invalid");
});

it("a cursor of another list or customer is refused", async () => {
  const response = await app.request("/orders?cursor=bm9uc2Vuc2U", {
    headers: { Authorization: `Bearer ${await app.token()}` },
  });

  expect(response.status).toBe(400);
  expect((await problemOf(response)).errors?.[0]?.path).toBe("cursor");
});

it("a customer's cursor is not another's: it is refused, and shows nothing of whose it is", async () => {
  await app.stockTea(5);
  for (const number of [1, 2]) {
    const placed = await app.post(
      "/orders",
      { lines: [{ sku: "TEA", quantity: 1 }] },
      { "Idempotency-Key": `a-key-of-sixteen-or-more-${number}` },
    );
    expect(placed.status).toBe(201);
  }
  const page = async (sub: string, query: string) =>
    app.request(`/orders?limit=1${query}`, { headers: { Authorization: `Bearer ${await app.token({ sub })}` } });
  const { next } = (await (await page("ada", "")).json()) as { next: string };

  const own = await page("ada", `&cursor=${next}`);
  const foreign = await page("bob", `&cursor=${next}`);

  expect([own.status, foreign.status]).toEqual([200, 400]);
  expect(await problemOf(foreign)).toMatchObject({
    type: "urn:tandem:problem:invalid-request",
    errors: [{ path: "cursor", message: "not a cursor of this list" }],
  });
});

it.each(["0", "26", "ten", "1.5", "0x5", "1e1", "%205", ""])("a limit of %s is 400", async (limit) => {
  const response = await app.request(`/products?limit=${limit}`);

  expect(response.status).toBe(400);
  expect((await problemOf(response)).errors?.[0]?.path).toBe("limit");
});

it("what cannot be charged is not sold: no price of nothing, and no total beyond one charge", async () => {
  const free = await app.post("/products", { sku: "FREE", name: "Free", price: 0 }, await app.operator());
  await app.post("/products", { sku: "JEWEL", name: "Jewel", price: 100_000_000 }, await app.operator());
  const dear = await app.post("/orders", { lines: [{ sku: "JEWEL", quantity: 11 }] });

  expect((await problemOf(free)).errors?.[0]?.path).toBe("price");
  expect((await problemOf(dear)).errors).toEqual([
    { path: "lines", message: "the total is 1100000000 cents, and 1000000000 is the most" },
  ]);
});
