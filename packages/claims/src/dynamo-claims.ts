/**
 * Claims in a DynamoDB table of multi-region strong consistency: a write is acknowledged when a second region, or the witness, has it too, and
 * conditions hold for the whole world. One item a name, one conditional write a claim; there are neither transactions nor TTL here.
 *
 *     absent, or mine                     granted: also when an earlier answer was lost
 *     somebody else's                     taken. Had an earlier try of ours been done, it would be ours
 *     written elsewhere at this moment    again, after a random wait; at last undecided
 *     no answer, no majority, a throttle  undecided
 *     refused as a request                a fault: nothing that waiting would mend
 */
import { setTimeout as sleep } from "node:timers/promises";
import {
  ConditionalCheckFailedException,
  DeleteItemCommand,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  ReplicatedWriteConflictException,
} from "@aws-sdk/client-dynamodb";
import { Fault, fraction, must, type Random } from "@tandem/kernel";
import { type Claims, checkClaimText, checkNamesLimit, type Undecided } from "./claims.ts";
import { isUndecided, nameOfError } from "./dynamo-refusal.ts";

export interface DynamoClaimsOptions {
  /** Of this region, with time-outs of its own; it may try again by itself. */
  readonly client: DynamoDBClient;
  readonly tableName: string;
  /** The index from an owner to its names. */
  readonly ownerIndex: string;
  readonly random: Random;
}

/** Two regions that want one name are rare, and each write takes two regions' time: enough for a handful that meet. */
export const CONFLICT_TRIES_MAX = 6;
/** About what a write takes between two regions, then twice that, and so on ... */
const WAIT_FIRST_MS = 50;
/** ... to here: together well below the time that a customer waits. */
const WAIT_MOST_MS = 400;

/** Both are reserved words. */
const NAMES = { "#name": "name", "#owner": "owner" } as const;
const OWNER_ONLY = { "#owner": "owner" } as const;

export function createDynamoClaims({ client, tableName, ownerIndex, random }: DynamoClaimsOptions): Claims {
  const TableName = tableName;
  return {
    async claim({ name, owner }) {
      checkClaimText("name", name);
      checkClaimText("owner", owner);
      const command = new PutItemCommand({
        TableName,
        Item: { name: { S: name }, owner: { S: owner } },
        ConditionExpression: "attribute_not_exists(#name) OR #owner = :owner",
        ExpressionAttributeNames: NAMES,
        ExpressionAttributeValues: { ":owner": { S: owner } },
        ReturnValuesOnConditionCheckFailure: "ALL_OLD",
      });
      return await decided(random, async () => {
        const refusal = await refusalOf(() => client.send(command));
        return refusal === undefined ? { kind: "granted" } : { kind: "taken", owner: ownerIn(refusal.Item) };
      });
    },
    async read(name) {
      checkClaimText("name", name);
      const command = new GetItemCommand({ TableName, Key: { name: { S: name } }, ConsistentRead: true });
      return await decided(random, async () => {
        const { Item } = await client.send(command);
        return Item === undefined ? { kind: "free" } : { kind: "held", owner: ownerIn(Item) };
      });
    },
    async namesOf(owner, { limit }) {
      checkClaimText("owner", owner);
      checkNamesLimit(limit);
      const command = new QueryCommand({
        TableName,
        IndexName: ownerIndex,
        KeyConditionExpression: "#owner = :owner",
        ExpressionAttributeNames: OWNER_ONLY,
        ExpressionAttributeValues: { ":owner": { S: owner } },
        Limit: limit,
      });
      return await decided(random, async () => {
        const { Items = [] } = await client.send(command);
        return { kind: "listed", names: Items.map((item) => must(item["name"]?.S, "an index has each item's key")) };
      });
    },
    async release({ name, owner }) {
      checkClaimText("name", name);
      checkClaimText("owner", owner);
      const command = new DeleteItemCommand({
        TableName,
        Key: { name: { S: name } },
        ConditionExpression: "#owner = :owner",
        ExpressionAttributeNames: OWNER_ONLY,
        ExpressionAttributeValues: { ":owner": { S: owner } },
      });
      return await decided(random, async () => {
        // Absent, or somebody else's: the owner does not hold it, which is all that is promised.
        await refusalOf(() => client.send(command));
        return { kind: "released" };
      });
    },
  };
}

/** How the condition of a write failed; nothing if it is done. */
async function refusalOf(send: () => Promise<unknown>): Promise<ConditionalCheckFailedException | undefined> {
  try {
    await send();
    return undefined;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return error;
    throw error;
  }
}

function ownerIn(item: Readonly<Record<string, { readonly S?: string | undefined }>> | undefined): string {
  return must(item?.["owner"]?.S, "a claim's item is there and names its owner");
}

/** What `ask` comes to, tried again while another region writes the same item, and undecided when the world does not answer. */
async function decided<T>(random: Random, ask: () => Promise<T>): Promise<T | Undecided> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await ask();
    } catch (error) {
      const isConflict = error instanceof ReplicatedWriteConflictException;
      if (isConflict && tries < CONFLICT_TRIES_MAX) {
        await sleep(fraction(random) * Math.min(WAIT_MOST_MS, WAIT_FIRST_MS * 2 ** (tries - 1)));
        continue;
      }
      const why = nameOfError(error);
      if (isConflict || isUndecided(error)) return { kind: "undecided", why };
      throw rejected(error, why);
    }
  }
}

/** What the service refuses as a request is a fault, and what is neither its word nor the network's is a bug. */
function rejected(error: unknown, why: string): unknown {
  if (Object(error).$fault === undefined) return error;
  return new Fault({
    code: "rejected",
    message: `the claims table refused: ${why}`,
    retryable: false,
    mayBeDone: false,
    cause: error,
  });
}
