import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import { Fault, region } from "@tandem/kernel";
import { formatStamp, makeKey, makePartition } from "@tandem/replication";
import { expect, it } from "vitest";
import { attributesOf, itemOf } from "./item-attributes.ts";

const EAST = region("us-east-1");
const stamp = formatStamp({ ms: 1_800_000_000_000, counter: 7, region: EAST });
const key = makeKey({ partition: makePartition(["CART", "cus_1"]), name: "ADD", region: EAST });
const write = { type: "fact", key, v: 2, data: { sku: "TEA" }, wake: "changed", expiresAtS: 1_800_000_060 } as const;
const attributes = attributesOf(write, { id: "cmt_12345678", stamp, writes: [write] });

it("a fact lies in the table under the names that the infrastructure and the streams' filters know", () => {
  expect(attributes).toEqual({
    pk: { S: "CART#cus_1" },
    sk: { S: "ADD#us-east-1" },
    kind: { S: "fact" },
    v: { N: "2" },
    region: { S: "us-east-1" },
    stamp: { S: stamp },
    commitId: { S: "cmt_12345678" },
    data: { M: { sku: { S: "TEA" } } },
    wake: { S: "changed" },
    ttl: { N: "1800000060" },
  });
});

it("attributes that are not known are ignored: a newer version may have written them", () => {
  const newer = { ...attributes, mood: { SS: ["new"] }, blob: { B: new Uint8Array(1) } };

  expect(itemOf(newer)).toEqual(itemOf(attributes));
});

it("a counter's numbers are the attributes with their prefix", () => {
  const { pk, sk, v, region, stamp, commitId } = attributes;
  const counter = { pk, sk, v, region, stamp, commitId, kind: { S: "counter" }, "n:sold": { N: "3" }, n: { N: "9" } };

  expect(itemOf(counter as Record<string, AttributeValue>)).toMatchObject({ kind: "counter", numbers: { sold: 3 } });
});

it.each([
  ["no words of ours", { pk: { S: "x" }, sk: { S: "y" } }, "its attribute region is not a text"],
  ["another region than its key", { ...attributes, region: { S: "us-west-2" } }, "does not end in its region"],
  ["a region that is none", { ...attributes, region: { S: "here" } }, "does not end in its region"],
  ["a stamp that is none", { ...attributes, stamp: { S: "yesterday" } }, "its stamp is no stamp"],
  ["an unknown kind", { ...attributes, kind: { S: "rumour" } }, "unknown kind, rumour"],
  ["a text for its version", { ...attributes, v: { S: "2" } }, "its attribute v is not a whole number"],
  ["no data", { ...attributes, data: { S: "{}" } }, "its attribute data is not a map"],
  [
    "a number past what is exact",
    { ...attributes, kind: { S: "counter" }, "n:sold": { N: "9007199254740993" } },
    "n:sold",
  ],
] as readonly [string, Record<string, AttributeValue>, string][])(
  "an item with %s is a fault that names it and says why",
  (_, item, why) => {
    const read = () => itemOf(item);

    expect(read).toThrow(Fault);
    expect(read).toThrow(why);
    expect(read).toThrow(JSON.stringify([item["pk"], item["sk"]]));
  },
);
