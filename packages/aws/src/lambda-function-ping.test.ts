import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { createLambdaClient } from "./lambda-client.ts";
import { createFunctionPing } from "./lambda-function-ping.ts";
import { always, openScriptedEndpoint, type ScriptedEndpoint } from "./scripted-endpoint.ts";

let endpoint: ScriptedEndpoint;

beforeEach(async () => {
  vi.stubEnv("AWS_ACCESS_KEY_ID", "test");
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", "test");
  endpoint = await openScriptedEndpoint();
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await endpoint.close();
});

function ping() {
  const connection = { attempts: 1, requestTimeoutMs: 200, keepAlive: false };
  const client = createLambdaClient({ region: "us-east-1", endpoint: endpoint.url, ...connection });
  return createFunctionPing({ client, functionName: "api" })(AbortSignal.timeout(5_000));
}

it("is content with any answer of the function", async () => {
  endpoint.script(always({ status: 200, body: "pong" }));

  await ping();

  expect(endpoint.requests.map(({ body }) => body)).toEqual([{ tandem: "ping" }]);
});

it("says that a throttled function is throttled", async () => {
  const body = { Type: "User", message: "Rate Exceeded.", Reason: "ConcurrentInvocationLimitExceeded" };
  endpoint.script(always({ status: 429, body, headers: { "x-amzn-errortype": "TooManyRequestsException" } }));

  await expect(ping()).rejects.toMatchObject({ code: "throttled" });
  expect(endpoint.requests).toHaveLength(1);
});

it("says that a function which fails is away", async () => {
  const body = { errorType: "Runtime.ExitError", errorMessage: "exit status 1" };
  endpoint.script(always({ status: 200, body, headers: { "x-amz-function-error": "Unhandled" } }));

  await expect(ping()).rejects.toMatchObject({
    code: "unavailable",
    message: expect.stringContaining("exit status 1"),
  });
});

it("says that a function which does not exist is refused", async () => {
  const body = { Type: "User", Message: "Function not found" };
  endpoint.script(always({ status: 404, body, headers: { "x-amzn-errortype": "ResourceNotFoundException" } }));

  await expect(ping()).rejects.toMatchObject({ code: "rejected" });
});

it("asks once, and waits no longer than it was told", async () => {
  endpoint.script(always("silence"));

  await expect(ping()).rejects.toMatchObject({ code: "timeout" });
  expect(endpoint.requests).toHaveLength(1);
});

it("says that Lambda is away when nobody takes the connection", async () => {
  await endpoint.close();

  await expect(ping()).rejects.toMatchObject({ code: "unavailable" });
});

it("connects anew each time when told so, since that is to be found out", async () => {
  endpoint.script(always({ status: 200, body: "pong" }));

  await ping();
  await ping();

  expect(endpoint.connectionCount()).toBe(2);
});
