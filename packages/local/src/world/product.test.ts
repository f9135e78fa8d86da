import { FUNCTIONS, type FunctionManifest } from "@tandem/functions/manifest";
import { region } from "@tandem/kernel";
import { expect, test } from "vitest";
import type { FunctionCode } from "../lambda/function-code.ts";
import { FUNCTION_NAMES, functionSettings, type ProductCode } from "./product.ts";
import { httpRoutes } from "./triggers.ts";

const CODE = Object.fromEntries(FUNCTION_NAMES.map((name) => [name, {} as FunctionCode])) as ProductCode;

const SETTINGS = functionSettings(CODE, {
  regions: [region("us-east-1"), region("us-west-2")],
  ownUrl: "http://127.0.0.1:4001",
  peerUrls: { "us-west-2": "http://127.0.0.1:4002" },
  peerTableUrls: { "us-west-2": "http://127.0.0.1:4102" },
  speed: 1,
  dynamodbUrl: "http://127.0.0.1:4101",
  sqsUrl: "http://127.0.0.1:4201",
  lambdaUrl: "http://127.0.0.1:49152",
  queueUrl: "http://127.0.0.1:4201/000000000000/work",
  paymentsUrl: "http://127.0.0.1:4600",
  globalHost: "127.0.0.1:4000",
  authKeys: { keys: [] },
});

test.each(SETTINGS)(
  "$name is told what its manifest names, and where AWS's services are here",
  ({ name, variables }) => {
    const { environment }: FunctionManifest = FUNCTIONS[name as keyof typeof FUNCTIONS];
    const given = Object.keys(variables);

    expect(given.filter((each) => each.startsWith("TANDEM_")).toSorted()).toEqual(environment.toSorted());
    expect(given.filter((each) => !each.startsWith("TANDEM_"))).toEqual([
      "AWS_ENDPOINT_URL_DYNAMODB",
      "AWS_ENDPOINT_URL_LAMBDA",
      "AWS_ENDPOINT_URL_SQS",
    ]);
  },
);

test("functions run at most as many at once as the manifest reserves", () => {
  const reserved = SETTINGS.map(({ name, reservedConcurrency }) => [name, reservedConcurrency]);

  expect(Object.fromEntries(reserved)).toEqual({
    api: undefined,
    readiness: 5,
    "on-table-change": undefined,
    "on-message": FUNCTIONS["on-message"].trigger.maximumConcurrency,
    tick: 1,
  });
});

test("a region's endpoint gives readiness its routes, and everything else to the API", () => {
  const routes = httpRoutes();

  expect(routes.filter(({ functionName }) => functionName === "readiness").map(({ routeKey }) => routeKey)).toEqual(
    FUNCTIONS.readiness.trigger.routes,
  );
  expect(routes.find(({ routeKey }) => routeKey === "$default")?.functionName).toBe("api");
});
