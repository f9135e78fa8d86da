import { join } from "node:path";
import { expect, test } from "vitest";
import { createCodebase } from "../codebase/codebase.ts";
import { check, manifest } from "../codebase/example.ts";
import { readCodebase } from "../codebase/read-codebase.ts";
import { BUILDERS } from "../exceptions.ts";
import { dataPlaneOnly } from "./data-plane-only.ts";

const rule = dataPlaneOnly({});

function imports(names: string, from: string): string {
  return `import { ${names} } from "${from}";\n`;
}

test.each([
  ["CreateTableCommand", "@aws-sdk/client-dynamodb"],
  ["UpdateTableCommand", "@aws-sdk/client-dynamodb"],
  ["DynamoDB", "@aws-sdk/client-dynamodb"],
  ["waitUntilTableExists", "@aws-sdk/client-dynamodb"],
  ["UpdateFunctionConfigurationCommand", "@aws-sdk/client-lambda"],
  ["PutFunctionConcurrencyCommand", "@aws-sdk/client-lambda"],
  ["SetQueueAttributesCommand", "@aws-sdk/client-sqs"],
  ["Route53Client", "@aws-sdk/client-route-53"],
  ["ChangeResourceRecordSetsCommand", "@aws-sdk/client-route-53"],
  ["UpdateStackCommand", "@aws-sdk/client-cloudformation"],
  ["AttachRolePolicyCommand", "@aws-sdk/client-iam"],
  ["SignatureV4", "@smithy/signature-v4"],
  ["spawn", "node:child_process"],
])("neither functions nor recovery may take %s from %s", (name, from) => {
  for (const path of ["functions/api.ts", "scripts/evacuate.ts", "scripts/restore.ts", "scripts/mode/way.ts"])
    expect(check(rule, { [path]: imports(name, from) })).toEqual([`${path}:1 takes ${name} from ${from}`]);
});

test.each([
  ["PutCommand, TransactWriteCommand, DynamoDBDocumentClient", "@aws-sdk/lib-dynamodb"],
  ["TransactionCanceledException, DynamoDBClient", "@aws-sdk/client-dynamodb"],
  ["SendMessageBatchCommand, GetQueueAttributesCommand", "@aws-sdk/client-sqs"],
  ["InvokeCommand", "@aws-sdk/client-lambda"],
  ["type CreateTableCommand, type TableDescription, QueryCommand", "@aws-sdk/client-dynamodb"],
  ["readFileSync", "node:fs"],
])("what is data is theirs: %s from %s", (names, from) => {
  expect(check(rule, { "scripts/redrive.ts": imports(names, from) })).toEqual([]);
});

test("what they import may no more than they, however far away, and the way there is told", () => {
  const files = {
    "functions/tick.ts": 'import { a } from "@tandem/aws";\n',
    "packages/aws/package.json": manifest("aws"),
    "packages/aws/src/index.ts": 'export { a } from "./deep.ts";\n',
    "packages/aws/src/deep.ts": `${imports("DescribeTableCommand", "@aws-sdk/client-dynamodb")}export const a = 1;\n`,
    "packages/aws/src/unused.ts": imports("CreateTableCommand", "@aws-sdk/client-dynamodb"),
  };

  expect(check(rule, files)).toEqual([
    "packages/aws/src/deep.ts:1 takes DescribeTableCommand from @aws-sdk/client-dynamodb " +
      "(functions/tick.ts -> packages/aws/src/index.ts -> packages/aws/src/deep.ts)",
  ]);
});

test("other ways to take the same are no way round", () => {
  const files = {
    "functions/a.ts": 'import * as sdk from "@aws-sdk/client-lambda";\n',
    "functions/b.ts": 'const sdk = await import("@aws-sdk/client-lambda");\n',
    "functions/c.ts": 'export { DeleteTableCommand as get } from "@aws-sdk/client-dynamodb";\n',
    "functions/d.ts": 'import { DeleteTableCommand as InvokeCommand } from "@aws-sdk/client-dynamodb";\n',
    "functions/e.ts": 'import { InvokeCommand } from "@aws-sdk/client-lambda/dist-es/index.js";\n',
    "functions/f.ts": 'await fetch("https://route53.amazonaws.com/2013-04-01/healthcheck");\n',
    "functions/g.ts": "await fetch(`https://lambda.$" + "{region}.amazonaws.com/2015-03-31/functions`);\n",
    "functions/h.ts": 'import { deploy } from "../scripts/deploy/walk.ts";\n',
    "scripts/deploy/walk.ts": imports("Route53Client", "@aws-sdk/client-route-53"),
  };
  const found = check(dataPlaneOnly({ "scripts/deploy/": "builds" }), files);

  expect(found.map((each) => each.slice(0, "functions/x".length))).toEqual([
    ...["a", "b", "c", "d", "e", "f", "g"].map((name) => `functions/${name}`),
    "scripts/dep",
  ]);
});

test("a command that builds may, once it is listed; and what is listed must be there", () => {
  const files = { "scripts/deploy/aws-identity.ts": imports("STSClient", "@aws-sdk/client-sts") };

  expect(check(dataPlaneOnly({ "scripts/deploy/": "builds" }), files)).toEqual([]);
  expect(check(dataPlaneOnly({ "scripts/deploy.ts": "builds" }), files)).toEqual([
    "scripts/deploy/aws-identity.ts:1 takes STSClient from @aws-sdk/client-sts",
    "scripts/deploy.ts:1 is listed as an exception and needs none",
  ]);
});

test("tests and the local world make tables as they like", () => {
  const create = imports("CreateTableCommand", "@aws-sdk/client-dynamodb");
  const files = {
    "functions/api.test.ts": create,
    "scripts/evacuate.ts": 'import { boot } from "@tandem/local";\n',
    "packages/local/package.json": manifest("local"),
    "packages/local/src/index.ts": `${create}export const boot = 1;\n`,
  };

  expect(check(rule, files)).toEqual([]);
});

test("in this repository it sees the adapters: one command changed there, and it complains", () => {
  const { texts } = readCodebase(join(import.meta.dirname, "../../.."));
  const path = "packages/aws/src/sqs-hint-queue.ts";
  const changed = texts.get(path)?.replaceAll("GetQueueAttributesCommand", "SetQueueAttributesCommand") ?? "";
  const problems = dataPlaneOnly(BUILDERS).check(createCodebase(new Map([...texts, [path, changed]])));

  expect(problems).toMatchObject([{ path, problem: expect.stringMatching(/^takes SetQueueAttributesCommand from /) }]);
});
