import { formatStamp, makeKey, makePartition } from "@tandem/replication";
import { expect, test } from "vitest";
import { story } from "./story.ts";
import { createTale, EAST, WEST } from "./testing/tale.ts";
import { sellTea, stockTea } from "./testing/tea-shop.ts";

test("a history is told a line each: who did what in which region, when, and what came of it", () => {
  const tale = createTale();
  stockTea(tale, 5);
  const orderId = sellTea(tale, { quantity: 2 });
  tale.recorder.add({ kind: "happened", region: WEST, what: "api 3 was killed after-commit" });

  const lines = story(tale.end()).split("\n");

  expect(lines[0]).toBe(
    "In us-east-1, us-west-2; all was healed and nothing was owed at 0:01:03.003, for a last look.",
  );
  expect(lines).toContain('0:00:01.000  us-east-1  olga puts TEA as "Tea" at 450 (put-product 1, try 1)');
  expect(lines).toContain("0:00:03.002  us-east-1  ada orders 2 TEA under order-key-000001 (place-order 3, try 1)");
  expect(lines).toContain(`0:00:03.003  us-east-1  ada hears 201: ${orderId} placed, total 900 (place-order 3, try 1)`);
  expect(lines).toContain(`0:00:03.003  us-west-2  learns PAID of us-east-1 for ORDER#${orderId}`);
  expect(lines).toContain(`0:00:03.003  provider   charged 900 for ${orderId} (chg_${orderId})`);
  expect(lines).toContain("0:00:03.003  us-west-2  api 3 was killed after-commit");
});

test("what a region says of moving stock is told with its numbers", () => {
  const tale = createTale();
  const { partition, sort } = makeKey({ partition: makePartition(["STOCK", "TEA", "0"]), name: "TAKEN", region: WEST });
  const stamp = formatStamp({ ms: 0, counter: 0, region: WEST });
  const data = { from: { [EAST]: 30 } };
  tale.write({ kind: "fragment", partition, sort, region: WEST, v: 1, stamp, commitId: "cmt_1", data });

  const told = story(tale.end());

  expect(told).toContain('us-west-2  writes TAKEN of us-west-2 for STOCK#TEA#0: {"from":{"us-east-1":30}}');
});

test("the story of one order leaves the others out, and keeps what the world did", () => {
  const tale = createTale();
  stockTea(tale, 5);
  const orderId = sellTea(tale);
  const other = sellTea(tale, { key: "order-key-000002" });
  tale.recorder.add({ kind: "happened", region: EAST, what: "its clock jumped" });

  const told = story(tale.end({ listing: () => [] }), { about: orderId });

  expect(told).toContain(orderId);
  expect(told).not.toContain(other);
  expect(told).not.toContain("olga");
  expect(told).toContain("its clock jumped");
});
