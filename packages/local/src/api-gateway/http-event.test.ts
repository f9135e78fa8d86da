import { once } from "node:events";
import { request as httpRequest, type OutgoingHttpHeaders } from "node:http";
import { done } from "@tandem/kernel";
import type { APIGatewayProxyEventV2 } from "aws-lambda";
import { expect, test, vi } from "vitest";
import { eventOf, startHttpApi } from "./testing/started-api.ts";

/** Real processes on a machine that may be busy: only a hang takes this long. */
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

test("a request becomes an event of payload format 2.0", async () => {
  const headers = { "X-Thing": "one", "content-type": "application/json", cookie: "a=1; b=2", "user-agent": "test" };

  const event = await eventOf("/my%20path/%C3%A9?a=1&b=x%20y&a=2", {
    method: "POST",
    headers,
    body: '{"fox":"\u{1F98A}"}',
  });

  expect(event).toMatchObject({
    version: "2.0",
    routeKey: "$default",
    rawPath: "/my path/é",
    rawQueryString: "a=1&b=x%20y&a=2",
    queryStringParameters: { a: "1,2", b: "x y" },
    cookies: ["a=1", "b=2"],
    body: '{"fox":"\u{1F98A}"}',
    isBase64Encoded: false,
  });
  expect(event.headers).toMatchObject({
    "x-thing": "one",
    "content-type": "application/json",
    "x-forwarded-proto": "http",
  });
  expect(event.headers).not.toHaveProperty("cookie");
  expect(event.requestContext).toMatchObject({
    accountId: "111122223333",
    stage: "$default",
    http: { method: "POST", path: "/my path/é", protocol: "HTTP/1.1", sourceIp: "127.0.0.1", userAgent: "test" },
    time: expect.stringMatching(/^\d\d\/[A-Z][a-z]{2}\/\d{4}:\d\d:\d\d:\d\d \+0000$/),
  });
});

test("a request without body, query or cookies has no such members", async () => {
  const event = await eventOf("/");

  expect(Object.keys(event).sort()).toEqual([
    "headers",
    "isBase64Encoded",
    "rawPath",
    "rawQueryString",
    "requestContext",
    "routeKey",
    "version",
  ]);
  expect(event.rawQueryString).toBe("");
});

test.each([
  ["application/json; charset=utf-8", false],
  ["text/csv", false],
  ["application/xml", false],
  ["application/x-www-form-urlencoded", true],
  ["application/problem+json", true],
  ["application/octet-stream", true],
  ["", true],
])("a body of type %j is base64: %j", async (type, isBase64Encoded) => {
  const event = await eventOf("/", {
    method: "PUT",
    headers: type === "" ? {} : { "content-type": type },
    body: Buffer.from("bytes"),
  });

  expect(event.isBase64Encoded).toBe(isBase64Encoded);
  expect(Buffer.from(event.body ?? "", isBase64Encoded ? "base64" : "utf8").toString()).toBe("bytes");
});

test("headers sent more than once are joined", async () => {
  let seen: APIGatewayProxyEventV2 | undefined;
  const { url } = await startHttpApi(async (event) => {
    seen = event;
    return done({ payload: "{}", requestId: "r" });
  });
  const headers: OutgoingHttpHeaders = { "x-many": ["one", "two"] };

  await once(httpRequest(url, { headers }).end(), "response");

  expect(seen?.headers["x-many"]).toBe("one,two");
});
