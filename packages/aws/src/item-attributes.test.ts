import { Fault, region } from "@tandem/kernel";
import { formatStamp, makeKey, makePartition } from "@tandem/replication";
import { undeclaredFact } from "@tandem/replication/laws";
import { expect, it } from "vitest";
import { attributesOf, itemFrom } from "./item-attributes.ts";

const EAST = region("us-east-1");
const stamp = formatStamp({ ms: 1_800_000_000_000, counter: 7, region: EAST });
const key = makeKey({ partition: makePartition(["CART", "cus_1"]), name: "ADD", region: EAST });
const write = undeclaredFact({ key, v: 2, data: { sku: "TEA" }, wake: "changed", expiresAtS: 1_800_000_060 });
const attributes = attributesOf(write, { id: "cmt_12345678", stamp, writes: [write] });

it("a fact lies in the table under the names that the infrastructure and the streams' filters know", () => {
  expect(attributes).toEqual({
    pk: "CART#cus_1",
    sk: "ADD#us-east-1",
    kind: "fact",
    v: 2,
    region: "us-east-1",
    stamp,
    commitId: "cmt_12345678",
    data: { sku: "TEA" },
    wake: "changed",
    ttl: 1_800_000_060,
  });
});

it("attributes that are not known are ignored: a newer version may have written them", () => {
  const newer = { ...attributes, mood: new Set(["new"]), blob: new Uint8Array(1) };

  expect(itemFrom(newer)).toEqual(itemFrom(attributes));
});

it("a counter's numbers are the attributes with their prefix", () => {
  const { pk, sk, v, region, stamp, commitId } = attributes;
  const counter = { pk, sk, v, region, stamp, commitId, kind: "counter", "n:sold": 3, n: 9 };

  expect(itemFrom(counter)).toMatchObject({ kind: "counter", numbers: { sold: 3 } });
});

it.each([
  ["no words of ours", { pk: "x", sk: "y" }, "its attribute region is not a text"],
  ["another region than its key", { ...attributes, region: "us-west-2" }, "does not end in its region"],
  ["a region that is none", { ...attributes, region: "here" }, "does not end in its region"],
  ["a stamp that is none", { ...attributes, stamp: "yesterday" }, "its stamp is no stamp"],
  ["an unknown kind", { ...attributes, kind: "rumour" }, "unknown kind, rumour"],
  ["a text for its version", { ...attributes, v: "2" }, "its attribute v is not a whole number"],
  ["no data", { ...attributes, data: "{}" }, "its attribute data is not a map"],
  ["a number past what is exact", { ...attributes, kind: "counter", "n:sold": 2 ** 53 }, "n:sold"],
] as readonly [string, Record<string, unknown>, string][])(
  "an item with %s is a fault that names it and says why",
  (_, item, why) => {
    const read = () => itemFrom(item);

    expect(read).toThrow(Fault);
    expect(read).toThrow(why);
    expect(read).toThrow(JSON.stringify([item["pk"], item["sk"]]));
  },
);
