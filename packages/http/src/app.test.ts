import { beforeEach, expect, it } from "vitest";
import { createTestApp, problemOf, type TestApp } from "./testing/app-on-memory.ts";

let app: TestApp;

beforeEach(async () => {
  app = await createTestApp();
});

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
  expect((await problemOf(without)).type).toBe("urn:tandem:problem:not-found");
});

it("the description names every route, and the page shows it", async () => {
  const description = (await (await app.request("/openapi.json")).json()) as { paths: object };
  const page = await (await app.request("/docs")).text();

  expect(Object.keys(description.paths).toSorted()).toEqual([
    "/cart",
    "/cart/checkout",
    "/cart/lines",
    "/cart/lines/{sku}",
    "/conflicts",
    "/handles/{handle}",
    "/healthz",
    "/orders",
    "/orders/{id}",
    "/orders/{id}/cancel",
    "/products",
    "/products/{sku}",
    "/profile",
    "/stock/{sku}/restock",
  ]);
  for (const path of Object.keys(description.paths)) expect(page).toContain(path);
});

it("the page names the headers of answers: nobody sends back what he does not know he was given", async () => {
  const page = await (await app.request("/docs")).text();

  for (const name of ["Tandem-Session", "Tandem-Stale", "Tandem-Durable", "ETag"]) {
    expect(page).toContain(`<br><code>${name}</code>`);
  }
});
