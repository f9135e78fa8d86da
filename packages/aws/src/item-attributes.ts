/**
 * An item as it lies in DynamoDB: one attribute for each word every item carries, data as a map, and each number of a
 * counter as an attribute of its own, since an update expression can begin a number only at the top of an item. Attributes
 * that are not known here are ignored: the next version of this code may have written them.
 */
import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import { Fault, isRegion } from "@tandem/kernel";
import { type Commit, type Data, type FactWrite, type FragmentWrite, type Item, isStamp } from "@tandem/replication";
import { fromAttributes, toAttributes } from "./attribute-value.ts";

export type Attributes = Readonly<Record<string, AttributeValue>>;

/** What the attributes of a counter's numbers begin with. */
export const NUMBER_PREFIX = "n:";

/** The item a fact or fragment becomes. */
export function attributesOf(write: FactWrite | FragmentWrite, commit: Commit): Record<string, AttributeValue> {
  return {
    pk: { S: write.key.partition },
    sk: { S: write.key.sort },
    kind: { S: write.type },
    v: { N: String(write.v) },
    region: { S: write.key.region },
    stamp: { S: commit.stamp },
    commitId: { S: commit.id },
    data: { M: toAttributes(write.data) },
    ...(write.wake === undefined ? {} : { wake: { S: write.wake } }),
    // The table's time-to-live setting names this attribute, and DynamoDB wants it in seconds.
    ...(write.type === "fragment" || write.expiresAtS === undefined ? {} : { ttl: { N: String(write.expiresAtS) } }),
  };
}

/** The item in a table's or a stream's attributes; a fault that says what is wrong if it is none of ours. */
export function itemOf(attributes: Attributes): Item {
  const region = text(attributes, "region");
  const stamp = text(attributes, "stamp");
  const sort = text(attributes, "sk");
  if (!isRegion(region) || !sort.endsWith(`#${region}`))
    throw notOurs(attributes, "its sort key does not end in its region");
  if (!isStamp(stamp)) throw notOurs(attributes, "its stamp is no stamp");
  const core = {
    partition: text(attributes, "pk") as Item["partition"],
    sort,
    v: number(attributes, "v"),
    region,
    stamp,
    commitId: text(attributes, "commitId"),
  };
  const kind = text(attributes, "kind");
  switch (kind) {
    case "fact":
      return { ...core, kind, data: data(attributes), ...wake(attributes), ...expiry(attributes) };
    case "fragment":
      return { ...core, kind, data: data(attributes), ...wake(attributes) };
    case "counter":
      return { ...core, kind, numbers: numbers(attributes) };
    default:
      throw notOurs(attributes, `it is of an unknown kind, ${kind}`);
  }
}

function text(attributes: Attributes, name: string): string {
  const value = attributes[name]?.S;
  if (value === undefined) throw notOurs(attributes, `its attribute ${name} is not a text`);
  return value;
}

function number(attributes: Attributes, name: string): number {
  const value = attributes[name]?.N;
  const whole = Number(value ?? Number.NaN);
  if (!Number.isSafeInteger(whole)) throw notOurs(attributes, `its attribute ${name} is not a whole number`);
  return whole;
}

function data(attributes: Attributes): Data {
  const members = attributes["data"]?.M;
  if (members === undefined) throw notOurs(attributes, "its attribute data is not a map");
  return fromAttributes(members);
}

function wake(attributes: Attributes): { readonly wake?: string } {
  return attributes["wake"] === undefined ? {} : { wake: text(attributes, "wake") };
}

function expiry(attributes: Attributes): { readonly expiresAtS?: number } {
  return attributes["ttl"] === undefined ? {} : { expiresAtS: number(attributes, "ttl") };
}

function numbers(attributes: Attributes): { readonly [name: string]: number } {
  const names = Object.keys(attributes).filter((name) => name.startsWith(NUMBER_PREFIX));
  return Object.fromEntries(names.map((name) => [name.slice(NUMBER_PREFIX.length), number(attributes, name)]));
}

function notOurs(attributes: Attributes, why: string): Fault {
  const key = JSON.stringify([attributes["pk"] ?? null, attributes["sk"] ?? null]);
  return new Fault({
    code: "rejected",
    message: `the item ${key} was not written by this product: ${why}; remove it, or mend whoever writes it`,
    retryable: false,
    mayBeDone: false,
  });
}
