import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type AwsCli, createAwsCli, isAwsCliInstalled } from "./support/aws-cli.ts";
import { eventually } from "./support/eventually.ts";
import { createWorldProcess, type WorldProcess } from "./support/world-process.ts";

const TABLE = "cli-table";
let world: WorldProcess;
let east: AwsCli;
let west: AwsCli;

const key = (name: string) => JSON.stringify({ pk: { S: name } });
const table = (cli: AwsCli, command: string, ...args: string[]) =>
  cli.call("dynamodb", command, "--table-name", TABLE, ...args);
type Attributes = Readonly<Record<string, Readonly<Record<string, string>>>>;
async function get(cli: AwsCli, name: string): Promise<Attributes | undefined> {
  const answer = await table(cli, "get-item", "--key", key(name), "--consistent-read");
  return (answer as { Item?: Attributes } | undefined)?.Item;
}

describe.skipIf(!isAwsCliInstalled())("the AWS CLI, which knows nothing of us,", () => {
  beforeAll(async () => {
    world = await createWorldProcess();
    await world.start();
    const { dynamodb, sqs } = world.client.urls;
    east = createAwsCli("us-east-1", { dynamodb: dynamodb[0] ?? "", sqs: sqs[0] ?? "" });
    west = createAwsCli("us-west-2", { dynamodb: dynamodb[1] ?? "", sqs: sqs[1] ?? "" });
  });
  afterAll(async () => {
    await world.dispose();
    east.dispose();
    west.dispose();
  });

  test("creates a global table, and what it writes in one region arrives in the other", async () => {
    const shape = [
      "--attribute-definitions",
      "AttributeName=pk,AttributeType=S",
      "--key-schema",
      "AttributeName=pk,KeyType=HASH",
    ];
    const stream = ["--stream-specification", "StreamEnabled=true,StreamViewType=NEW_AND_OLD_IMAGES"];
    await table(east, "create-table", ...shape, ...stream, "--billing-mode", "PAY_PER_REQUEST");
    await table(east, "update-table", "--replica-updates", '[{"Create":{"RegionName":"us-west-2"}}]');

    await table(east, "put-item", "--item", JSON.stringify({ pk: { S: "one" }, n: { N: "1" } }));
    await eventually({
      what: "the item in the west",
      look: () => get(west, "one"),
      holds: (item) => item !== undefined,
    });

    const described = JSON.stringify(await table(east, "describe-table"));
    expect(described).toContain(`arn:aws:dynamodb:us-east-1:`);
    expect(described).toContain(`"RegionName":"us-west-2"`);
  });

  test("updates, transacts and queries in the other region", async () => {
    const one = ["--expression-attribute-values", '{":one":{"N":"1"}}'];
    await table(west, "update-item", "--key", key("one"), "--update-expression", "ADD n :one", ...one);
    await eventually({
      what: "the update in the east",
      look: () => get(east, "one"),
      holds: (item) => item?.["n"]?.["N"] === "2",
    });
    const writes = ["two", "three"].map((name) => ({ Put: { TableName: TABLE, Item: { pk: { S: name } } } }));
    await west.call("dynamodb", "transact-write-items", "--transact-items", JSON.stringify(writes));
    const two = ["--expression-attribute-values", '{":pk":{"S":"two"}}'];

    const queried = await table(west, "query", "--key-condition-expression", "pk = :pk", ...two);

    expect(queried).toMatchObject({ Items: [{ pk: { S: "two" } }] });
    await eventually({
      what: "the rest in the east",
      look: () => get(east, "three"),
      holds: (item) => item !== undefined,
    });
  });

  test("gets AWS's own refusal for a condition that does not hold", async () => {
    const writing = table(west, "put-item", "--item", key("two"), "--condition-expression", "attribute_not_exists(pk)");

    await expect(writing).rejects.toThrow(/ConditionalCheckFailedException/);
  });

  test("sends and receives through a region's SQS", async () => {
    const created = (await west.call("sqs", "create-queue", "--queue-name", "cli-queue")) as { QueueUrl: string };
    const queue = ["--queue-url", created.QueueUrl];
    await west.call("sqs", "send-message", ...queue, "--message-body", "für dich \u{1F6B2}");

    const received = await west.call("sqs", "receive-message", ...queue, "--wait-time-seconds", "5");

    expect(received).toMatchObject({ Messages: [{ Body: "für dich \u{1F6B2}" }] });
  });
});
