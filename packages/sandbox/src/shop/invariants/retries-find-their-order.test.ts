import { expect, test } from "vitest";
import { only, proofOf } from "../testing/breaks-only.ts";
import { ADA, createTale, EAST, TEA, WEST } from "../testing/tale.ts";
import { KEY, sellTea, stockTea } from "../testing/tea-shop.ts";
import { retriesFindTheirOrder } from "./retries-find-their-order.ts";

/** The answer to Ada's order in the east is lost, and she is refused in the west. */
function refusedInWest(lostAt: string | undefined) {
  const tale = createTale();
  stockTea(tale, 5);
  sellTea(tale, { told: "nothing" });
  const lines = [{ sku: TEA, quantity: 1 }];
  tale.ask(WEST, { kind: "place-order", customer: ADA, key: KEY, lines }, { status: 409, body: {}, lostAt });
  return tale.end();
}

test("a retry is not refused the order that stands where its answer was lost", () => {
  expect(proofOf(retriesFindTheirOrder, refusedInWest(EAST))).toEqual(only(retriesFindTheirOrder));
  expect(proofOf(retriesFindTheirOrder, refusedInWest("unknown"))).toEqual(only(retriesFindTheirOrder));
});

test("who does not say that an answer was lost hears what this region knows", () => {
  expect(proofOf(retriesFindTheirOrder, refusedInWest(undefined)).broken).toEqual([]);
});
