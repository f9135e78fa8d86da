import { expect, test } from "vitest";
import { only, proofOf } from "../testing/breaks-only.ts";
import { createTale, EAST } from "../testing/tale.ts";
import { sellTea, stockTea } from "../testing/tea-shop.ts";
import { ordersEndInTime } from "./orders-end-in-time.ts";

const SLOW_MS = 40_000;

test("an order that is paid by a sweep only, although all was healed, is seen", () => {
  const tale = createTale();
  stockTea(tale, 5);
  tale.heal();
  sellTea(tale, { decidedAfterMs: SLOW_MS });

  expect(proofOf(ordersEndInTime, tale.end())).toEqual(only(ordersEndInTime));
});

test("an order of before anything had struck its region is to end in time, and no later one", () => {
  for (const [struckMs, broken] of [
    [10 * SLOW_MS, [ordersEndInTime.name]],
    [0, []],
  ] as const) {
    const tale = createTale();
    stockTea(tale, 5);
    tale.struckMs.set(EAST, tale.nowMs() + struckMs);
    sellTea(tale, { decidedAfterMs: SLOW_MS });
    tale.heal();

    expect(proofOf(ordersEndInTime, tale.end()).broken).toEqual(broken);
  }
});
