import { HOUR_MS } from "@tandem/kernel";
import { formatStamp } from "@tandem/replication";
import { expect, test } from "vitest";
import { only, proofOf } from "../testing/breaks-only.ts";
import { createTale, EAST, WEST } from "../testing/tale.ts";
import { fact, sellTea, stockTea } from "../testing/tea-shop.ts";
import { stampsAreNotAhead } from "./stamps-are-not-ahead.ts";

test("a write that bears a time of the future is seen, where it is written", () => {
  const tale = createTale();
  stockTea(tale, 5);
  const orderId = sellTea(tale);
  const noted = fact({ orderId, name: "NOTED", region: WEST, data: {} });
  const ms = Date.UTC(2026, 10, 21, 12) + HOUR_MS;

  tale.write({ ...noted, stamp: formatStamp({ ms, counter: 0, region: WEST }) });

  expect(proofOf(stampsAreNotAhead, tale.end())).toEqual(only(stampsAreNotAhead));
});

test("one that bears a time of the past is not: a clock may be behind, and a process may have slept", () => {
  const tale = createTale();
  const noted = fact({ orderId: "ord_1", name: "NOTED", region: EAST, data: {} });

  tale.write({ ...noted, stamp: formatStamp({ ms: 0, counter: 0, region: EAST }) });

  expect(proofOf(stampsAreNotAhead, tale.end()).broken).toEqual([]);
});
