import { beforeEach, expect, it } from "vitest";
import { createTestApp, problemOf, type TestApp } from "./testing/app-on-memory.ts";

let app: TestApp;

beforeEach(async () => {
  app = await createTestApp();
});

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
  expect((await problemOf(response)).type).toBe("urn:tandem:problem:unauthenticated");
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
  expect((await problemOf(response)).type).toBe("urn:tandem:problem:forbidden");
});
