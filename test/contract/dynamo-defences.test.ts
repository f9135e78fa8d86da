/**
 * Each condition that the DynamoDB table sends, taken out of its requests on the way to a real engine: the law it is there for
 * breaks. And what is not a defence is shown to be none: every law holds without DynamoDB's own memory of transactions.
 */
import { randomUUID } from "node:crypto";
import { createDynamoClient } from "@tandem/aws";
import { Fault, must } from "@tandem/kernel";
import { regionTableLaws } from "@tandem/replication/laws";
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from "vitest";
import { type DynamodbEngine, openDynamodbEngine } from "./dynamodb-engine.ts";
import { createDynamoHarness, createLawTable, REGION } from "./law-table.ts";
import { openLossyProxy } from "./lossy-proxy.ts";

/** A Put, Update, Delete or ConditionCheck, alone or in a transaction. */
interface WriteBody {
  ConditionExpression?: string;
  ExpressionAttributeNames?: Record<string, string>;
  ExpressionAttributeValues?: Record<string, unknown>;
  UpdateExpression?: string;
  ReturnValuesOnConditionCheckFailure?: string;
  Item?: { readonly kind: { readonly S: string } };
}

interface RequestBody extends WriteBody {
  TransactItems?: readonly { readonly [operation: string]: WriteBody }[];
  ClientRequestToken?: string;
}

type Change = (write: WriteBody) => void;

const TABLE_NAME = `defences-${process.pid}-${Date.now()}`;
const LAWS = new Map(regionTableLaws.map((law) => [law.name, law]));
let engine: DynamodbEngine;

beforeAll(async () => {
  vi.stubEnv("AWS_ACCESS_KEY_ID", "test");
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", "test");
  engine = await openDynamodbEngine();
  await createLawTable(createDynamoClient({ region: REGION, endpoint: engine.url }), TABLE_NAME);
});
afterAll(() => engine.close());

/** Changes each write on its way, and gives every transaction a token of its own if `forgetful`. */
function rewriting(change: Change, forgetful = false) {
  return (text: string): string => {
    const body: RequestBody = JSON.parse(text);
    const writes = body.TransactItems?.flatMap((item) => Object.values(item)) ?? [body];
    for (const write of writes) change(write);
    if (forgetful && body.ClientRequestToken !== undefined) body.ClientRequestToken = randomUUID();
    return JSON.stringify(body);
  };
}

async function harnessWith(rewrite: (body: string) => string) {
  const proxy = await openLossyProxy({ upstream: engine.url, rewrite });
  onTestFinished(() => proxy.close());
  return createDynamoHarness({ endpoint: proxy.url, tableName: TABLE_NAME, loseAnswers: proxy.loseAnswers });
}

function unconditional(kind: string): Change {
  return (write) => {
    if (write.Item?.kind.S !== kind) return;
    delete write.ConditionExpression;
    delete write.ExpressionAttributeNames;
    delete write.ExpressionAttributeValues;
  };
}

function withoutFloors(write: WriteBody): void {
  if (write.UpdateExpression === undefined) return;
  write.ConditionExpression = write.ConditionExpression?.split(" AND (attribute").at(0)?.split(" AND #n").at(0) ?? "";
  const values = Object.entries(write.ExpressionAttributeValues ?? {});
  write.ExpressionAttributeValues = Object.fromEntries(values.filter(([name]) => !name.startsWith(":f")));
}

function withoutOwnId(write: WriteBody): void {
  if (write.UpdateExpression === undefined) return;
  write.ConditionExpression = write.ConditionExpression?.replace(" AND #commitId <> :commitId", "") ?? "";
}

describe("a table on DynamoDB without one of its conditions", () => {
  it.each<[string, Change, readonly string[]]>([
    [
      "that a fact is absent",
      unconditional("fact"),
      [
        "a second fact under the same key is refused with the one that stands, alone or among others",
        "an expired fact still refuses a second, and is shown as what stands",
        "of 64 clients that create one fact, one does, and the others are shown its fact",
      ],
    ],
    [
      "that a version is the one expected",
      unconditional("fragment"),
      [
        "a fragment is refused over a version that was not read, with the one that stands",
        "of 64 clients that replace one version, one does",
        "a fragment that another has replaced since is not brought back by a late retry",
      ],
    ],
    [
      "that a number keeps its floor",
      withoutFloors,
      [
        "a number may reach its floor and not pass it",
        "a floor counts an absent number as zero",
        "64 clients that take one each from 40 sell 40, and every one of them tried twice",
      ],
    ],
    [
      "that it is told what stands",
      (write) => {
        delete write.ReturnValuesOnConditionCheckFailure;
      },
      [
        "a commit tried again under its id is done, and does nothing more",
        "a commit whose answer was lost says so, stands, and is done when it is tried again",
        "several refusals come as standing facts, versions, floors, each by index",
      ],
    ],
    [
      "that a number is not as the same commit left it",
      withoutOwnId,
      ["a number that stands as a commit left it is not added to again, though its fragment was erased"],
    ],
  ])("(%s) breaks its laws", async (_, change, names) => {
    const harness = await harnessWith(rewriting(change, true));

    for (const name of names) {
      const law = must(LAWS.get(name), `there is a law named ${name}`);
      const broken: unknown = await law.holds(harness).catch((error: unknown) => error);
      expect(broken, name).toBeInstanceOf(Error);
      // A fault would say that the engine refused the changed request, not that the law broke.
      expect(broken, name).not.toBeInstanceOf(Fault);
    }
  });
});

it("every law holds when DynamoDB has forgotten the transaction, as it does after ten minutes", async () => {
  const harness = await harnessWith(rewriting(() => undefined, true));

  for (const law of regionTableLaws) await law.holds(harness);
});
