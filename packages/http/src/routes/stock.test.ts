import { beforeEach, expect, it } from "vitest";
import { createTestApp, GLOBAL_HOST, problemOf, type TestApp } from "../testing/app-on-memory.ts";

let app: TestApp;

beforeEach(async () => {
  app = await createTestApp();
});

it("belongs to the region it names", async () => {
  await app.stockTea(1);
  const key = { "Idempotency-Key": "another-key-of-this-test", ...(await app.operator()) };

  const elsewhere = await app.post("/stock/TEA/restock", { quantity: 1, region: "us-west-2" }, key);
  const nowhere = await app.post("/stock/TEA/restock", { quantity: 1, region: "eu-west-9" }, key);
  const here = await app.post("/stock/TEA/restock", { quantity: 1 }, key);

  expect(elsewhere.status).toBe(421);
  expect(await problemOf(elsewhere)).toMatchObject({ type: "urn:tandem:problem:wrong-region", region: "us-west-2" });
  expect(nowhere.status).toBe(400);
  expect(here.status).toBe(200);
});

it("names its region on the endpoint that all regions share", async () => {
  await app.stockTea(1);
  const headers = { "Idempotency-Key": "another-key-of-this-test", Host: GLOBAL_HOST, ...(await app.operator()) };

  const response = await app.post("/stock/TEA/restock", { quantity: 1 }, headers);

  expect(response.status).toBe(400);
  expect((await problemOf(response)).errors?.[0]?.path).toBe("region");
});
