import { done, refused } from "@tandem/kernel";
import type { APIGatewayProxyEventV2 } from "aws-lambda";
import { Hono } from "hono";
import { handle } from "hono/aws-lambda";
import { expect, test, vi } from "vitest";
import { functionError, type InvokeOutcome } from "../lambda/invocation.ts";
import { returning, startHttpApi } from "./testing/started-api.ts";

/** Real processes on a machine that may be busy: only a hang takes this long. */
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

test("a structured result is the answer, with each cookie in a header of its own", async () => {
  const result = {
    statusCode: 201,
    headers: { "X-Thing": "one", "content-type": "text/html" },
    cookies: ["a=1; Path=/", "b=2"],
    body: "<p>",
  };
  const { url } = await startHttpApi(returning(result));

  const response = await fetch(url);

  expect(response.status).toBe(201);
  expect(response.headers.getSetCookie()).toEqual(["a=1; Path=/", "b=2"]);
  expect([response.headers.get("x-thing"), response.headers.get("content-type")]).toEqual(["one", "text/html"]);
  expect(response.headers.get("apigw-requestid")).toMatch(/^.{15}=$/);
  expect(await response.text()).toBe("<p>");
});

test.each([undefined, null, ""])("a body of %j is empty", async (body) => {
  const { url } = await startHttpApi(returning({ statusCode: 200, body }));

  expect(await (await fetch(url)).text()).toBe("");
});

test("a binary body comes out as bytes", async () => {
  const bytes = Buffer.from([0, 255, 128, 10]);
  const { url } = await startHttpApi(
    returning({ statusCode: 200, isBase64Encoded: true, body: bytes.toString("base64") }),
  );

  expect(Buffer.from(await (await fetch(url)).arrayBuffer())).toEqual(bytes);
});

test.each([
  ["an object", { a: 1 }, '{"a":1}'],
  ["a string", "hello", "hello"],
  ["a list", [1, 2], "[1,2]"],
  ["nothing", null, "null"],
])("%s without a status is 200 and JSON", async (_name, result, body) => {
  const { url } = await startHttpApi(returning(result));

  const response = await fetch(url);

  expect([response.status, response.headers.get("content-type"), await response.text()]).toEqual([
    200,
    "application/json",
    body,
  ]);
});

test.each([
  ["a status that is none", { statusCode: "often" }],
  ["a body that is no text", { statusCode: 200, body: { a: 1 } }],
  ["a header that HTTP does not allow", { statusCode: 200, headers: { "x-y": "a\nb" } }],
])("%s is 500", async (_name, result) => {
  const { url } = await startHttpApi(returning(result));

  const response = await fetch(url);

  expect([response.status, await response.json()]).toEqual([500, { message: "Internal Server Error" }]);
});

test("each way an invocation fails has its own answer", async () => {
  const outcomes: InvokeOutcome[] = [
    functionError({ requestId: "r", errorType: "TypeError", errorMessage: "secret" }),
    refused({ reason: "throttled", message: "Rate Exceeded." }),
    refused({ reason: "too-large", message: "too large" }),
    refused({ reason: "lost", requestId: "r" }),
  ];
  const { url } = await startHttpApi(async () => outcomes.shift() ?? done({ payload: "1", requestId: "r" }));

  const answers: unknown[] = [];
  for (let count = 0; count < 3; count += 1) {
    const response = await fetch(url);
    answers.push([response.status, await response.json()]);
  }

  expect(answers).toEqual([
    [500, { message: "Internal Server Error" }],
    [503, { message: "Service Unavailable" }],
    [413, { message: "Request Entity Too Large" }],
  ]);
  await expect(fetch(url)).rejects.toThrow("fetch failed");
  expect((await fetch(url)).status).toBe(200);
});

test("a function that takes longer than the integration may is 503", async () => {
  const { url } = await startHttpApi(() => new Promise(() => undefined), { integrationMsMax: 100 });

  const response = await fetch(url);

  expect([response.status, await response.json()]).toEqual([503, { message: "Service Unavailable" }]);
});

test("what is too large never reaches the function", async () => {
  const { url } = await startHttpApi(() => Promise.reject(new Error("it was called")));

  const body = await fetch(url, { method: "POST", body: Buffer.alloc(10 * 1_024 * 1_024 + 1) });
  const header = await fetch(url, { headers: { "x-large": "x".repeat(10_240) } });

  expect([body.status, header.status]).toEqual([413, 431]);
});

test("a route without a function is 404, and a more exact route wins", async () => {
  const called: [string, unknown][] = [];
  const routeKeys = ["ANY /orders/{id}", "GET /orders/{id}", "GET /orders/new", "ANY /orders/{rest+}"];
  const { url } = await startHttpApi(returning({}), {
    routes: routeKeys.map((routeKey) => ({ routeKey, functionName: routeKey })),
    async invoke(name, event) {
      called.push([name, (event as APIGatewayProxyEventV2).pathParameters]);
      return done({ payload: "{}", requestId: "r" });
    },
  });

  for (const path of ["/orders/new", "/orders/1", "/orders/1/lines"]) await fetch(`${url}${path}`);
  await fetch(`${url}/orders/1`, { method: "PUT" });
  const missing = await fetch(`${url}/carts`);

  expect(called).toEqual([
    ["GET /orders/new", undefined],
    ["GET /orders/{id}", { id: "1" }],
    ["ANY /orders/{rest+}", { rest: "1/lines" }],
    ["ANY /orders/{id}", { id: "1" }],
  ]);
  expect([missing.status, await missing.json()]).toEqual([404, { message: "Not Found" }]);
});

test("an API that is down breaks connections until it is healed", async () => {
  const { url, faults } = await startHttpApi(returning({}));
  faults.setDown(true);
  await expect(fetch(url)).rejects.toThrow("fetch failed");
  faults.setDown(false);

  expect((await fetch(url)).status).toBe(200);
});

test("a Hono app behind it sees the request and is seen", async () => {
  const app = new Hono().post("/echo/:name", async (context) => {
    context.header("set-cookie", "a=1", { append: true });
    context.header("set-cookie", "b=2", { append: true });
    return context.json({
      name: context.req.param("name"),
      cookie: context.req.header("cookie"),
      body: await context.req.json(),
      q: context.req.query("q"),
    });
  });
  const handler = handle(app);
  const { url } = await startHttpApi(async (event) =>
    done({ payload: JSON.stringify(await handler(event as never)), requestId: "r" }),
  );

  const headers = { cookie: "c=3; d=4", "content-type": "application/json" };
  const response = await fetch(`${url}/echo/fox?q=%F0%9F%A6%8A`, { method: "POST", headers, body: '"\u{1F98A}"' });

  expect(await response.json()).toEqual({ name: "fox", cookie: "c=3; d=4", body: "\u{1F98A}", q: "\u{1F98A}" });
  expect(response.headers.getSetCookie()).toEqual(["a=1", "b=2"]);
});
