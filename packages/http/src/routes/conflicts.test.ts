import { beforeEach, expect, it } from "vitest";
import { createTestApp, problemOf, type TestApp } from "../testing/app-on-memory.ts";

let app: TestApp;

beforeEach(async () => {
  app = await createTestApp();
});

it("operators see a list of what merging had to decide, and nobody else does", async () => {
  const listed = await app.request("/conflicts", { headers: await app.operator() });

  expect(listed.status).toBe(200);
  expect(await listed.json()).toEqual({ items: [], next: null });
  const headers = { Authorization: `Bearer ${await app.token()}` };
  expect((await app.request("/conflicts", { headers })).status).toBe(403);
  expect((await app.request("/conflicts")).status).toBe(401);
});

it("a cursor of another list is refused", async () => {
  const response = await app.request("/conflicts?cursor=nonsense", { headers: await app.operator() });

  expect(response.status).toBe(400);
  expect((await problemOf(response)).errors).toMatchObject([{ path: "cursor" }]);
});
