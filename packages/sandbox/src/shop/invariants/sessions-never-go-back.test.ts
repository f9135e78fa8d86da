import { must } from "@tandem/kernel";
import { expect, test } from "vitest";
import { only, proofOf } from "../testing/breaks-only.ts";
import { ADA, createTale, EAST, type Tale, type Told, WEST } from "../testing/tale.ts";
import { sellTea, stockTea } from "../testing/tea-shop.ts";
import { sessionsNeverGoBack } from "./sessions-never-go-back.ts";

const READ = { kind: "read-order", customer: ADA, placedBy: "place-order 3" } as const;
const LIST = { kind: "list-orders", customer: ADA, limit: 25 } as const;
const PLACING = "place-order 3, try 1";

/** The shop, in which Ada has ordered tea in the east, as the third that anybody asked. */
function soldTea() {
  const tale = createTale();
  stockTea(tale, 5);
  const orderId = sellTea(tale);
  promise(tale, PLACING);
  return { tale, orderId, order: must(tale.shown.orders.get(orderId), "it is sold") };
}

function promise(tale: Tale, tryName: string, more: { readonly sentFrom?: string; readonly isStale?: boolean } = {}) {
  const { sentFrom, isStale = false } = more;
  tale.recorder.add({ kind: "promised", tryName, session: "a session", durable: [], sentFrom, isStale });
}

/** The fourth that anybody asked, in the west. */
function lookInWest(tale: Tale, operation: typeof READ | typeof LIST, heard: Told & { isStale?: boolean }): void {
  tale.ask(WEST, operation, heard);
  promise(tale, `${operation.kind} 4, try 1`, { sentFrom: PLACING, isStale: heard.isStale ?? false });
}

test("an order that a session has placed and is not found elsewhere went back", () => {
  const { tale, orderId } = soldTea();
  lookInWest(tale, READ, { status: 404, orderId });

  expect(proofOf(sessionsNeverGoBack, tale.end())).toEqual(only(sessionsNeverGoBack));
});

test("a list that is shown whole and leaves it out went back", () => {
  const { tale } = soldTea();
  lookInWest(tale, LIST, { status: 200, body: { items: [], next: null } });

  expect(proofOf(sessionsNeverGoBack, tale.end())).toEqual(only(sessionsNeverGoBack));
});

test("what a session was shown goes on from answer to answer", () => {
  const { tale, orderId, order } = soldTea();
  tale.ask(EAST, READ, { status: 200, orderId, body: { ...order, status: "paid" } });
  promise(tale, "read-order 4, try 1", { sentFrom: PLACING });
  tale.ask(WEST, READ, { status: 200, orderId, body: { ...order, status: "placed" } });
  promise(tale, "read-order 5, try 1", { sentFrom: "read-order 4, try 1" });

  expect(proofOf(sessionsNeverGoBack, tale.end())).toEqual(only(sessionsNeverGoBack));
});

test("an answer that says that it may be stale has promised nothing, and neither has one to another session", () => {
  const { tale, orderId } = soldTea();
  lookInWest(tale, READ, { status: 404, orderId, isStale: true });
  tale.ask(WEST, READ, { status: 404, orderId });
  promise(tale, "read-order 5, try 1");

  expect(proofOf(sessionsNeverGoBack, tale.end()).broken).toEqual([]);
});

test("a list that goes on may show it later", () => {
  const { tale } = soldTea();
  lookInWest(tale, LIST, { status: 200, body: { items: [], next: "a cursor" } });

  expect(proofOf(sessionsNeverGoBack, tale.end()).broken).toEqual([]);
});
