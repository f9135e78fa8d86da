import { expect, test } from "vitest";
import { check } from "../codebase/example.ts";
import { cloudSdk } from "./cloud-sdk.ts";

const CODE = 'import { DynamoDBClient } from "@aws-sdk/client-dynamodb";\n';

test.each([
  "packages/shop/src/a.ts",
  "packages/shop/src/a.test.ts",
  "packages/http/src/a.ts",
  "packages/local/src/a.ts",
  "packages/claims/src/claims.ts",
  "scripts/status.ts",
  "scripts/deploy/walk.ts",
])("%s may not import the SDK", (path) => {
  expect(check(cloudSdk, { [path]: CODE })).toEqual([`${path}:1 imports @aws-sdk/client-dynamodb`]);
});

test.each([
  "packages/aws/src/a.ts",
  "packages/claims/src/dynamo-claims.ts",
  "packages/local/src/a.test.ts",
  "functions/api.ts",
  "scripts/deploy/aws-alarms.ts",
  "test/contract/a.test.ts",
])("%s may", (path) => {
  expect(check(cloudSdk, { [path]: CODE })).toEqual([]);
});

test("a type is enough to tie a package to the SDK", () => {
  const code =
    'import type { Logger } from "@smithy/types";\ntype T = import("@aws-lambda-powertools/logger").Logger;\n';

  expect(check(cloudSdk, { "packages/shop/src/a.ts": code })).toHaveLength(2);
});
