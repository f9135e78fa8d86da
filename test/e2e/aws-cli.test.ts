import { execFile, execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { eventually } from "./support/eventually.ts";
import { createWorldProcess, type WorldProcess } from "./support/world-process.ts";

const run = promisify(execFile);
const EAST = "us-east-1";
const WEST = "us-west-2";
const TABLE = "cli-table";

describe.skipIf(!isInstalled())("the AWS CLI, which knows nothing of us,", () => {
  let world: WorldProcess;
  let home: string;
  beforeAll(async () => {
    home = mkdtempSync(join(tmpdir(), "tandem-aws-home-"));
    world = await createWorldProcess();
    await world.start();
  });
  afterAll(async () => {
    await world.dispose();
    rmSync(home, { recursive: true, force: true });
  });

  async function aws(region: typeof EAST | typeof WEST, service: "dynamodb" | "sqs", ...args: string[]) {
    const place = region === EAST ? 0 : 1;
    const endpoint = world.client.urls[service][place] ?? "";
    const env = {
      PATH: process.env["PATH"],
      HOME: home,
      AWS_ACCESS_KEY_ID: "local",
      AWS_SECRET_ACCESS_KEY: "local",
      AWS_REGION: region,
      AWS_DEFAULT_REGION: region,
      AWS_PAGER: "",
      AWS_EC2_METADATA_DISABLED: "true",
    };
    const { stdout } = await run("aws", [service, ...args, "--endpoint-url", endpoint, "--output", "json"], { env });
    return stdout.trim() === "" ? undefined : JSON.parse(stdout);
  }
  const key = (name: string) => JSON.stringify({ pk: { S: name } });
  const get = async (region: typeof EAST | typeof WEST, name: string) =>
    (await aws(region, "dynamodb", "get-item", "--table-name", TABLE, "--key", key(name), "--consistent-read"))?.Item;

  test("creates a global table, writes, reads, queries, updates and transacts in both regions", async () => {
    const attribute = "AttributeName=pk,AttributeType=S";
    const schema = "AttributeName=pk,KeyType=HASH";
    const stream = "StreamEnabled=true,StreamViewType=NEW_AND_OLD_IMAGES";
    await aws(
      EAST,
      "dynamodb",
      "create-table",
      "--table-name",
      TABLE,
      "--attribute-definitions",
      attribute,
      "--key-schema",
      schema,
      "--billing-mode",
      "PAY_PER_REQUEST",
      "--stream-specification",
      stream,
    );
    await aws(
      EAST,
      "dynamodb",
      "update-table",
      "--table-name",
      TABLE,
      "--replica-updates",
      `[{"Create":{"RegionName":"${WEST}"}}]`,
    );

    await aws(
      EAST,
      "dynamodb",
      "put-item",
      "--table-name",
      TABLE,
      "--item",
      JSON.stringify({ pk: { S: "one" }, n: { N: "1" } }),
    );
    await eventually({
      what: "the item in the west",
      look: () => get(WEST, "one"),
      holds: (item) => item !== undefined,
    });
    await aws(
      WEST,
      "dynamodb",
      "update-item",
      "--table-name",
      TABLE,
      "--key",
      key("one"),
      "--update-expression",
      "ADD n :one",
      "--expression-attribute-values",
      '{":one":{"N":"1"}}',
    );
    await eventually({
      what: "the update in the east",
      look: () => get(EAST, "one"),
      holds: (item) => item?.n?.N === "2",
    });
    const writes = ["two", "three"].map((name) => ({ Put: { TableName: TABLE, Item: { pk: { S: name } } } }));
    await aws(WEST, "dynamodb", "transact-write-items", "--transact-items", JSON.stringify(writes));
    const queried = await aws(
      WEST,
      "dynamodb",
      "query",
      "--table-name",
      TABLE,
      "--key-condition-expression",
      "pk = :pk",
      "--expression-attribute-values",
      '{":pk":{"S":"two"}}',
    );

    expect(queried.Items).toEqual([{ pk: { S: "two" } }]);
    await eventually({
      what: "the transaction in the east",
      look: () => get(EAST, "three"),
      holds: (item) => item !== undefined,
    });
    const described = await aws(EAST, "dynamodb", "describe-table", "--table-name", TABLE);
    expect(described.Table.TableArn).toContain(`:${EAST}:`);
    expect(JSON.stringify(described.Table.Replicas)).toContain(WEST);
  });

  test("gets AWS's own refusal for a condition that does not hold", async () => {
    const writing = aws(
      EAST,
      "dynamodb",
      "put-item",
      "--table-name",
      TABLE,
      "--item",
      key("two"),
      "--condition-expression",
      "attribute_not_exists(pk)",
    );

    await expect(writing).rejects.toThrow(/ConditionalCheckFailedException/);
  });

  test("sends and receives through a region's SQS", async () => {
    const { QueueUrl } = await aws(WEST, "sqs", "create-queue", "--queue-name", "cli-queue");
    await aws(WEST, "sqs", "send-message", "--queue-url", QueueUrl, "--message-body", "für dich \u{1F6B2}");

    const { Messages } = await aws(WEST, "sqs", "receive-message", "--queue-url", QueueUrl, "--wait-time-seconds", "5");

    expect(Messages).toMatchObject([{ Body: "für dich \u{1F6B2}" }]);
  });
});

function isInstalled(): boolean {
  try {
    execFileSync("aws", ["--version"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}
