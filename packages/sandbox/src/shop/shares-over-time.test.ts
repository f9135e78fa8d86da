import { expect, test } from "vitest";
import { sharesOverTime } from "./shares-over-time.ts";
import { createTale, EAST, TEA, WEST } from "./testing/tale.ts";
import { sellTea, stockTea } from "./testing/tea-shop.ts";

test("a region's pieces are known for each stretch of its history, and for no other region", () => {
  const tale = createTale();
  stockTea(tale, 5);
  const { events } = tale.recorder.history({ regions: [], restedMs: 0, ending: [] });
  const stockedBy = events.length;
  sellTea(tale, { quantity: 2 });
  const shares = sharesOverTime(tale.end());
  const between = (from: number, to: number) => [...shares.heldBetween({ region: EAST, sku: TEA }, from, to)];

  expect(between(0, 1)).toEqual([0]);
  expect(between(0, 1_000)).toEqual([0, 5, 3]);
  expect(between(stockedBy, stockedBy)).toEqual([5]);
  expect([...shares.heldBetween({ region: WEST, sku: TEA }, 0, 1_000)]).toEqual([0]);
});
