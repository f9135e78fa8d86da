import { type Region, region } from "@tandem/kernel";
import { expect, test } from "vitest";
import { only, proofOf } from "../testing/breaks-only.ts";
import { createTale, EAST, WEST } from "../testing/tale.ts";
import { sellTea, stockTea } from "../testing/tea-shop.ts";
import { durableOrdersAreHeld } from "./durable-orders-are-held.ts";

/** Whatever is written in a tale is in both regions at once. */
function brokenBy(durable: readonly Region[]) {
  const tale = createTale();
  stockTea(tale, 5);
  sellTea(tale);
  const none = { session: undefined, sentFrom: undefined, isStale: false };
  tale.recorder.add({ kind: "promised", tryName: "place-order 3, try 1", durable, ...none });
  return proofOf(durableOrdersAreHeld, tale.end());
}

test("a region that is said to hold an order and does not is seen", () => {
  expect(brokenBy([EAST, region("eu-west-1")])).toEqual(only(durableOrdersAreHeld));
});

test("those that hold it may be named, and those that are not named may hold it", () => {
  for (const durable of [[EAST, WEST], [WEST], []]) expect(brokenBy(durable).broken).toEqual([]);
});
