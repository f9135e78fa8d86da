import type { APIGatewayProxyEventV2 } from "aws-lambda";
import { expect, onTestFinished, test, vi } from "vitest";
import { completeEnvironment } from "./testing/complete-environment.ts";
import { type Statuses, startScriptedRegion } from "./testing/scripted-region.ts";

const WELL: Statuses = { api: 200, lambda: 200, reads: 200, writes: 200 };

/** The function as it is deployed, in a region that answers as told; a fresh environment each time. */
async function ask(path: string, statuses: Partial<Statuses> = {}) {
  const url = await startScriptedRegion({ ...WELL, ...statuses });
  const environment = {
    ...completeEnvironment("readiness"),
    AWS_ACCESS_KEY_ID: "test",
    AWS_SECRET_ACCESS_KEY: "test",
    AWS_ENDPOINT_URL: url,
    TANDEM_OWN_URL: url,
  };
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
  vi.spyOn(console, "log").mockReturnValue();
  onTestFinished(() => {
    vi.unstubAllEnvs();
    vi.restoreAllMocks();
  });
  vi.resetModules();
  const { handler } = await import("./readiness.ts");
  const requestContext = { requestId: "req-1", http: { method: "GET" } };
  return await handler({ rawPath: path, requestContext } as APIGatewayProxyEventV2);
}

const BUSY: readonly (readonly [string, Partial<Statuses>])[] = [
  ["the API is throttled, and Lambda and API Gateway both say so", { api: 503, lambda: 429 }],
  ["API Gateway throttles by itself", { api: 429 }],
  ["the table is throttled", { reads: 400, writes: 400 }],
];

test.each(BUSY)("a region stays ready while %s", async (_, statuses) => {
  const { statusCode, body } = await ask("/readyz", statuses);

  expect([statusCode, body?.split("\n")[0]]).toEqual([200, "ready us-east-1"]);
});

const AWAY: readonly (readonly [string, Partial<Statuses>])[] = [
  ["hostname", { api: 500 }],
  ["hostname", { api: 504 }],
  ["api-invoke", { lambda: "crashed" }],
  ["api-invoke", { lambda: 404 }],
  ["api-invoke", { lambda: 500 }],
  ["table-read", { reads: 500 }],
  ["table-write", { writes: 500 }],
];

test.each(AWAY)("a region is not ready by %s when it answers %j", async (check, statuses) => {
  const { statusCode, body } = await ask("/readyz", statuses);

  expect([statusCode, body?.split("\n")[0]]).toEqual([503, `failing in us-east-1: ${check}`]);
});

test("a region whose table cannot be read says of nobody that it is evacuated", async () => {
  const { statusCode, headers } = await ask("/evacuated/us-west-2", { reads: 500 });

  expect([statusCode, headers?.["Tandem-Request-Id"]]).toEqual([503, "req-1"]);
});
