/**
 * An item as it lies in DynamoDB: one attribute for each word every item carries, data as a map, and each number of a
 * counter as an attribute of its own, since an update expression can begin a number only at the top of an item. Attributes
 * that are not known here are ignored: the next version of this code may have written them.
 */
import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import { Fault, isRegion } from "@tandem/kernel";
import {
  type Commit,
  type Data,
  type FactWrite,
  type FragmentWrite,
  type Item,
  isStamp,
  type Json,
} from "@tandem/replication";
import { type Attributes, attributesIn } from "./document-client.ts";

/** What the attributes of a counter's numbers begin with. */
export const NUMBER_PREFIX = "n:";

/** The item a fact or fragment becomes. */
export function attributesOf(write: FactWrite | FragmentWrite, commit: Commit): Record<string, Json | undefined> {
  return {
    pk: write.key.partition,
    sk: write.key.sort,
    kind: write.type,
    v: write.v,
    region: write.key.region,
    stamp: commit.stamp,
    commitId: commit.id,
    data: write.data,
    ...(write.wake === undefined ? {} : { wake: write.wake }),
    // The table's time-to-live setting names this attribute, and DynamoDB wants it in seconds.
    ...(write.type === "fragment" || write.expiresAtS === undefined ? {} : { ttl: write.expiresAtS }),
  };
}

/** Attributes as they travel: as a stream, an error or a bare client has them. */
export type AttributeValues = Readonly<Record<string, AttributeValue>>;

export function itemOf(attributes: AttributeValues): Item {
  return itemFrom(attributesIn(attributes));
}

/** The item in a table's attributes; a fault that says what is wrong if it is none of ours. */
export function itemFrom(attributes: Attributes): Item {
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
  const value: unknown = attributes[name];
  if (typeof value !== "string") throw notOurs(attributes, `its attribute ${name} is not a text`);
  return value;
}

function number(attributes: Attributes, name: string): number {
  const value: unknown = attributes[name];
  if (typeof value !== "number" || !Number.isSafeInteger(value)) {
    throw notOurs(attributes, `its attribute ${name} is not a whole number`);
  }
  return value;
}

function data(attributes: Attributes): Data {
  const members: unknown = attributes["data"];
  if (!isMap(members)) throw notOurs(attributes, "its attribute data is not a map");
  return members;
}

/** Lists, sets and binary data are objects too, and are no map. */
function isMap(value: unknown): value is Data {
  return typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;
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
