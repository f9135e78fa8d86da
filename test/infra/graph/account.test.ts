import { expect, test } from "vitest";
import { named, runProgram } from "./testing/run-program.ts";

const TABLE = `const { streamArn } = await aws.dynamodb.getTable({ name: "orders" }); return { streamArn };`;
const ZONE = `const { zoneId } = await aws.route53.getZone({ name: "shop.example" }); return { zoneId };`;

test("a table has a replica in the stack's region, with its stream, unless a test says otherwise", async () => {
  const stream = expect.stringMatching(/^arn:aws:dynamodb:us-east-1:\d{12}:table\/orders\/stream\//);

  expect((await runProgram(TABLE)).outputs).toEqual({ streamArn: stream });
  expect((await runProgram(TABLE, { account: { tables: { other: { exists: false } } } })).outputs).toEqual({
    streamArn: stream,
  });
});

test("a table may be missing, or have no stream", async () => {
  const missing = runProgram(TABLE, { account: { tables: { orders: { exists: false } } } });
  await expect(missing).rejects.toThrow(/ResourceNotFoundException/);

  const { outputs } = await runProgram(TABLE, { account: { tables: { orders: { stream: false } } } });
  expect(outputs).toEqual({ streamArn: "" });
});

test("a zone is there, unless a test says that it is missing", async () => {
  expect((await runProgram(ZONE)).outputs["zoneId"]).toMatch(/^Z[0-9A-F]+$/);
  expect((await runProgram(ZONE, { account: { zones: { "shop.example": { zoneId: "Z1" } } } })).outputs).toEqual({
    zoneId: "Z1",
  });
  const missing = runProgram(ZONE, { account: { zones: { "shop.example": { exists: false } } } });
  await expect(missing).rejects.toThrow(/no matching Route 53 Hosted Zone/);
});

test("questions are written down with their region, that of the provider that is asked", async () => {
  const { invokes } = await runProgram(`
    const provider = new aws.Provider("West", { region: "us-west-2" });
    await aws.getRegion({}, { provider });
    await aws.getRegion({});`);

  expect(invokes.map(({ token, region }) => [token, region])).toEqual([
    ["aws:index/getRegion:getRegion", "us-west-2"],
    ["aws:index/getRegion:getRegion", "us-east-1"],
  ]);
});

test("a policy document is written as the provider writes it", async () => {
  const { outputs } = await runProgram(`
    const { json } = await aws.iam.getPolicyDocument({ statements: [{
      actions: ["sqs:SendMessage"], resources: ["b", "a"],
      principals: [{ type: "Service", identifiers: ["lambda.amazonaws.com"] }],
      conditions: [{ test: "StringEquals", variable: "aws:SourceAccount", values: ["1"] }],
    }] });
    return { json };`);

  expect(JSON.parse(String(outputs["json"]))).toEqual({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Action: "sqs:SendMessage",
        Resource: ["a", "b"],
        Principal: { Service: "lambda.amazonaws.com" },
        Condition: { StringEquals: { "aws:SourceAccount": "1" } },
      },
    ],
  });
});

test("a table's replicas have ARNs of their own regions, and streams only if it has one", async () => {
  const table = (streamEnabled: boolean) => `
    new aws.dynamodb.Table("Orders", { name: "orders", attributes: [], billingMode: "PAY_PER_REQUEST", hashKey: "pk",
      ${streamEnabled ? `streamEnabled: true, streamViewType: "NEW_AND_OLD_IMAGES",` : ""}
      replicas: [{ regionName: "us-west-2" }] });`;

  expect(named(await runProgram(table(true)), "Orders").state["replicas"]).toEqual([
    {
      regionName: "us-west-2",
      arn: expect.stringContaining("arn:aws:dynamodb:us-west-2:"),
      streamArn: expect.stringContaining(":us-west-2:"),
      streamLabel: expect.any(String),
    },
  ]);
  expect(named(await runProgram(table(false)), "Orders").state["streamArn"]).toBe(undefined);
});
