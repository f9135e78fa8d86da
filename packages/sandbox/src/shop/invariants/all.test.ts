import { expect, test } from "vitest";
import { judge } from "../invariant.ts";
import { createTale, WEST } from "../testing/tale.ts";
import { sellTea, stockTea } from "../testing/tea-shop.ts";
import { INVARIANTS } from "./all.ts";

test("a history in which all goes well breaks no promise", () => {
  const tale = createTale();
  stockTea(tale, 5);
  sellTea(tale);
  sellTea(tale, { key: "order-key-000002", end: "declined" });

  expect(judge(tale.end(), INVARIANTS)).toEqual([]);
});

test("so does one in which nothing happens", () => {
  expect(judge(createTale().end(), INVARIANTS)).toEqual([]);
});

test("a promise has a name of its own and is one sentence", () => {
  expect(new Set(INVARIANTS.map(({ name }) => name)).size).toBe(INVARIANTS.length);
  for (const { promise } of INVARIANTS) expect(promise).toMatch(/^[A-Z][^.]+\.$/);
});

test("a violation names the promise, what was seen, and what it is about", () => {
  const tale = createTale();
  stockTea(tale, 5);
  const orderId = sellTea(tale);

  const [violation] = judge(tale.end({ listing: (orders, region) => (region === WEST ? [] : orders) }), INVARIANTS);

  expect(violation).toEqual({
    invariant: "lists hold each order once",
    says: `the list of ada in us-west-2 leaves out ${orderId}`,
    about: orderId,
  });
});
