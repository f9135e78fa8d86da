import { declareFact, type FactItem, folded } from "@tandem/replication";
import { expect, test } from "vitest";
import * as z from "zod";
import { EAST } from "../testing/two-regions.ts";
import { foldOrder } from "./fold-order.ts";
import { Placed, placedFact } from "./order-facts.ts";
import { settleOrder } from "./settle-order.ts";

const ORDER_ID = "ord_0123456789abcdefghjkmnpq";
const STAMP = "2026-11-21T12:00:00.000Z-0000-us-east-1";

/** As the release before shards wrote it, letter by letter. */
const STORED_V1 = `{
  "kind": "fact",
  "partition": "ORDER#${ORDER_ID}",
  "sort": "PLACED#us-east-1",
  "v": 1,
  "region": "us-east-1",
  "stamp": "${STAMP}",
  "commitId": "cmt_of_release_one",
  "wake": "changed",
  "data": {
    "orderId": "${ORDER_ID}",
    "customer": "ada",
    "lines": [{ "sku": "CUP", "quantity": 1, "price": 250 }, { "sku": "TEA", "quantity": 2, "price": 450 }],
    "total": 1150,
    "currency": "USD",
    "fingerprint": "print"
  }
}`;
const DECLINED_V1 = `{
  "kind": "fact",
  "partition": "ORDER#${ORDER_ID}",
  "sort": "DECLINED#us-east-1",
  "v": 1,
  "region": "us-east-1",
  "stamp": "${STAMP}",
  "commitId": "cmt_of_release_one_too",
  "wake": "changed",
  "data": { "orderId": "${ORDER_ID}", "customer": "ada", "amount": 1150, "chargeId": "chg_1" }
}`;

/** The declaration of that release. */
const PlacedV1 = declareFact({
  name: "PLACED",
  version: 1,
  parse: z.object({
    orderId: z.string(),
    customer: z.string(),
    lines: z.array(z.object({ sku: z.string(), quantity: z.int(), price: z.int() })),
    total: z.int(),
    currency: z.string(),
    fingerprint: z.string(),
  }).parse,
  answer: folded("as it was"),
});

function stored(json: string): FactItem {
  return JSON.parse(json) as FactItem;
}

test("an order of the release before shards took from the only shard there was, and gives back there", () => {
  const placed = stored(STORED_V1);

  expect(Placed.read(placed).taken).toEqual([
    { sku: "CUP", shard: "0", quantity: 1 },
    { sku: "TEA", shard: "0", quantity: 2 },
  ]);
  expect(foldOrder([placed])).toMatchObject({ id: ORDER_ID, status: "placed", total: 1_150 });
  const { writes } = settleOrder({ items: [placed, stored(DECLINED_V1)], region: EAST, stamp: placed.stamp });
  const returns = writes.filter(({ type }) => type === "adjust");
  expect(returns).toMatchObject([
    { key: { partition: "STOCK#CUP#0" }, by: { available: { add: 1 }, returned: { add: 1 } } },
    { key: { partition: "STOCK#TEA#0" }, by: { available: { add: 2 }, returned: { add: 2 } } },
  ]);
});

test("the release before shards reads an order of this one, and all that it knew of one", () => {
  const lines = [{ sku: "TEA", quantity: 5, price: 450 }];
  const taken = [
    { sku: "TEA", shard: "2", quantity: 3 },
    { sku: "TEA", shard: "1", quantity: 2 },
  ];
  const known = { orderId: ORDER_ID, customer: "ada", lines, total: 2_250, currency: "USD", fingerprint: "print" };
  const write = placedFact({ ...known, taken }, EAST);
  const item = { ...stored(STORED_V1), v: write.v, data: JSON.parse(JSON.stringify(write.data)) as FactItem["data"] };

  expect(write.v).toBe(2);
  expect(PlacedV1.read(item)).toEqual(known);
  expect(Placed.read(item).taken).toEqual(taken);
});

test("a PLACED whose lines cannot be read is named, with its version", () => {
  const item = stored(STORED_V1);

  expect(() => Placed.read({ ...item, data: { ...item.data, lines: "two teas" } })).toThrow(
    `ORDER#${ORDER_ID} PLACED#us-east-1 has version 1`,
  );
});
