import { beforeEach, describe, expect, it } from "vitest";
import { BODY_BYTES_MAX } from "./require-json.ts";
import { createTestApp, GLOBAL_HOST, type TestApp } from "./testing/app-on-memory.ts";

interface ProblemBody {
  readonly type: string;
  readonly status: number;
  readonly detail: string;
  readonly errors?: readonly { readonly path: string; readonly message: string }[];
  readonly [name: string]: unknown;
}

let app: TestApp;

async function problem(response: Response): Promise<ProblemBody> {
  expect(response.headers.get("Content-Type")).toBe("application/problem+json");
  const body = (await response.json()) as ProblemBody;
  expect(body.status).toBe(response.status);
  return body;
}

async function asOperator(): Promise<Record<string, string>> {
  return { Authorization: `Bearer ${await app.token({ sub: "olga", role: "operator" })}` };
}

async function stockTea(quantity: number): Promise<void> {
  const defined = await app.post("/products", { sku: "TEA", name: "Tea", price: 450 }, await asOperator());
  expect(defined.status).toBe(201);
  const stocked = await app.post("/stock/TEA/restock", { quantity, region: "us-east-1" }, await asOperator());
  expect(stocked.status).toBe(200);
}

const ORDER = { lines: [{ sku: "TEA", quantity: 2 }] };

beforeEach(async () => {
  app = await createTestApp();
});

describe("orders", () => {
  it("an order is placed, shown and listed", async () => {
    await stockTea(5);

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
    await stockTea(5);
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
    expect((await problem(other)).type).toBe("urn:tandem:problem:idempotency-key-reused");
  });

  it("too little stock is 409 with the lines and where there is how much", async () => {
    await stockTea(1);

    const refused = await app.post("/orders", ORDER);

    expect(refused.status).toBe(409);
    expect(await problem(refused)).toMatchObject({
      type: "urn:tandem:problem:out-of-stock",
      lines: [{ sku: "TEA", requested: 2, available: 1, availableIn: { "us-east-1": 1, "us-west-2": 0 } }],
    });
  });

  it("somebody else's order is not found", async () => {
    await stockTea(5);
    const { id } = (await (await app.post("/orders", ORDER)).json()) as { id: string };

    const bob = `Bearer ${await app.token({ sub: "bob" })}`;
    const response = await app.request(`/orders/${id}`, { headers: { Authorization: bob } });

    expect(response.status).toBe(404);
    expect((await problem(response)).type).toBe("urn:tandem:problem:not-found");
  });
});

describe("bad requests", () => {
  it.each([
    ["malformed JSON", "{", ""],
    ["no lines", JSON.stringify({ lines: [] }), "lines"],
    ["an unknown field", JSON.stringify({ ...ORDER, coupon: "X" }), "coupon"],
    ["an unknown field in a line", JSON.stringify({ lines: [{ sku: "TEA", quantity: 1, size: 1 }] }), "lines.0.size"],
    ["a wrong type", JSON.stringify({ lines: [{ sku: "TEA", quantity: "two" }] }), "lines.0.quantity"],
    ["half a piece", JSON.stringify({ lines: [{ sku: "TEA", quantity: 0.5 }] }), "lines.0.quantity"],
    ["an unknown product", JSON.stringify({ lines: [{ sku: "NO-TEA", quantity: 1 }] }), "lines.0.sku"],
    ["nothing", "", ""],
  ])("%s is 400 and says where", async (_, body, path) => {
    await stockTea(5);

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
    const { type, errors } = await problem(response);
    expect(type).toBe("urn:tandem:problem:invalid-request");
    expect(errors?.map((error) => error.path)).toContain(path);
  });

  it("quantities of one product are bounded after they are added up", async () => {
    await stockTea(5);

    const line = { sku: "TEA", quantity: 600 };
    const response = await app.post("/orders", { lines: [line, line] });

    expect(response.status).toBe(400);
    expect((await problem(response)).errors).toEqual([
      { path: "lines.0.quantity", message: "at most 1000 of TEA in one order, not 1200" },
    ]);
  });

  it("a body that does not say it is JSON is 400", async () => {
    const response = await app.post("/orders", ORDER, { "Content-Type": "text/plain" });

    expect(response.status).toBe(400);
    expect((await problem(response)).detail).toContain("application/json");
  });

  it("a large body is 413, with and without a stated length", async () => {
    const body = { ...ORDER, note: "x".repeat(300_000) };

    const response = await app.post("/orders", body, { "Content-Length": String(JSON.stringify(body).length) });
    const unstated = await app.post("/orders", body);

    expect(300_000).toBeGreaterThan(BODY_BYTES_MAX);
    expect(response.status).toBe(413);
    expect((await problem(unstated)).type).toBe("urn:tandem:problem:too-large");
  });

  it("a key is needed, and must be of the right form", async () => {
    const missing = await app.post("/orders", ORDER, { "Idempotency-Key": "" });
    const short = await app.post("/orders", ORDER, { "Idempotency-Key": "short" });

    expect((await problem(missing)).type).toBe("urn:tandem:problem:idempotency-key-missing");
    expect((await problem(short)).type).toBe("urn:tandem:problem:idempotency-key-invalid");
  });

  it("a cursor of another list or customer is refused", async () => {
    const response = await app.request("/orders?cursor=bm9uc2Vuc2U", {
      headers: { Authorization: `Bearer ${await app.token()}` },
    });

    expect(response.status).toBe(400);
    expect((await problem(response)).errors?.[0]?.path).toBe("cursor");
  });

  it.each(["0", "26", "ten", "1.5"])("a limit of %s is 400", async (limit) => {
    const response = await app.request(`/products?limit=${limit}`);

    expect(response.status).toBe(400);
    expect((await problem(response)).errors?.[0]?.path).toBe("limit");
  });
});

describe("who may", () => {
  it.each([
    ["no token", async () => ""],
    ["no bearer", async () => "Basic YTpi"],
    ["a forged token", async () => `Bearer ${await app.token({}, { forged: true })}`],
    ["an expired token", async () => `Bearer ${await app.token({}, { expiresInSeconds: -10 })}`],
    ["a token without a customer", async () => `Bearer ${await app.token({ sub: "" })}`],
    ["a token with a role of its own", async () => `Bearer ${await app.token({ role: "admin" })}`],
    ["rubbish", async () => "Bearer a.b.c"],
  ])("%s is 401, before anything else is looked at", async (_, header) => {
    const response = await app.request("/orders", {
      method: "POST",
      body: "{",
      headers: { Authorization: await header() },
    });

    expect(response.status).toBe(401);
    expect((await problem(response)).type).toBe("urn:tandem:problem:unauthenticated");
    expect(response.headers.get("WWW-Authenticate")).toContain("Bearer");
  });

  it("a token signed with another algorithm is refused", async () => {
    const [, payload] = (await app.token()).split(".");
    const none = Buffer.from(JSON.stringify({ alg: "none" })).toString("base64url");

    const response = await app.request("/orders", { headers: { Authorization: `Bearer ${none}.${payload}.AA` } });

    expect(response.status).toBe(401);
  });

  it("a customer may not write the catalog", async () => {
    const response = await app.post("/products", { sku: "TEA", name: "Tea", price: 450 });

    expect(response.status).toBe(403);
    expect((await problem(response)).type).toBe("urn:tandem:problem:forbidden");
  });
});

describe("restocking", () => {
  it("belongs to the region it names", async () => {
    await stockTea(1);
    const key = { "Idempotency-Key": "another-key-of-this-test", ...(await asOperator()) };

    const elsewhere = await app.post("/stock/TEA/restock", { quantity: 1, region: "us-west-2" }, key);
    const nowhere = await app.post("/stock/TEA/restock", { quantity: 1, region: "eu-west-9" }, key);
    const here = await app.post("/stock/TEA/restock", { quantity: 1 }, key);

    expect(elsewhere.status).toBe(421);
    expect(await problem(elsewhere)).toMatchObject({ type: "urn:tandem:problem:wrong-region", region: "us-west-2" });
    expect(nowhere.status).toBe(400);
    expect(here.status).toBe(200);
  });

  it("names its region on the endpoint that all regions share", async () => {
    await stockTea(1);
    const headers = { "Idempotency-Key": "another-key-of-this-test", Host: GLOBAL_HOST, ...(await asOperator()) };

    const response = await app.post("/stock/TEA/restock", { quantity: 1 }, headers);

    expect(response.status).toBe(400);
    expect((await problem(response)).errors?.[0]?.path).toBe("region");
  });
});

describe("every answer", () => {
  it("names its region, mode and request, also when it is a refusal", async () => {
    for (const path of ["/healthz", "/nowhere", "/orders", "/products?limit=0"]) {
      const { headers } = await app.request(path);
      expect(headers.get("Tandem-Region")).toBe("us-east-1");
      expect(headers.get("Tandem-Mode")).toBe("normal");
      expect(headers.get("Tandem-Request-Id")).toMatch(/^req_/);
    }
  });

  it("an unknown address is 404 with or without a token", async () => {
    const without = await app.request("/nowhere");
    const within = await app.request("/nowhere", { headers: { Authorization: `Bearer ${await app.token()}` } });

    expect([without.status, within.status]).toEqual([404, 404]);
    expect((await problem(without)).type).toBe("urn:tandem:problem:not-found");
  });

  it("the description names every route, and the page shows it", async () => {
    const description = (await (await app.request("/openapi.json")).json()) as { paths: object };
    const page = await (await app.request("/docs")).text();

    expect(Object.keys(description.paths)).toEqual([
      "/healthz",
      "/products",
      "/products/{sku}",
      "/stock/{sku}/restock",
      "/orders",
      "/orders/{id}",
    ]);
    for (const path of Object.keys(description.paths)) expect(page).toContain(path);
  });
});
