import { below, createSeededRandom, type Random } from "@tandem/kernel";
import type { Item } from "@tandem/replication";
import { describe, expect, test } from "vitest";
import { declinedItem, paidItem, placedItem, releasedItem, subsetsOf } from "../testing/order-items.ts";
import { EAST, WEST } from "../testing/two-regions.ts";
import { foldOrder } from "./fold-order.ts";
import { isForward } from "./order-status.ts";

/** Many worlds are played: on a busy machine that takes a while. */
const TIMEOUT_MS = 60_000;
/** Sets of up to this many facts are tried in all their orders, larger ones in some. */
const ALL_ORDERS_MAX = 4;
const SOME_ORDERS = 24;
const SEED = 20_261_121;

/** Everything that two regions can say of one order; the clock of the east is a little ahead. */
function allFacts(eastTotal: number, westTotal: number, charged: number): readonly Item[] {
  return [
    placedItem({ region: EAST, atMs: 10 }, eastTotal),
    placedItem({ region: WEST, atMs: 5 }, westTotal),
    paidItem({ region: EAST, atMs: 30 }, charged),
    paidItem({ region: WEST, atMs: 40 }, charged),
    declinedItem({ region: EAST, atMs: 35 }, charged),
    declinedItem({ region: WEST, atMs: 20 }, charged),
    releasedItem({ region: EAST, atMs: 50 }, "twin"),
    releasedItem({ region: WEST, atMs: 50 }, "declined"),
  ];
}

describe.each([
  ["of one total", allFacts(1_200, 1_200, 1_200)],
  ["of which the earlier was charged", allFacts(900, 1_200, 1_200)],
  ["of which the later was charged", allFacts(900, 1_200, 900)],
  ["of which neither was charged", allFacts(900, 1_200, 1_500)],
])("twins %s", (_, facts) => {
  test("the same facts in any order, and twice, give the same order", { timeout: TIMEOUT_MS }, () => {
    const random = createSeededRandom(SEED);
    for (const subset of subsetsOf(facts)) {
      const order = foldOrder(subset);
      for (const shuffled of ordersOf(subset, random)) expect(foldOrder(shuffled)).toEqual(order);
    }
  });

  test("an order stands as soon as one region took it on, and only moves forward with each fact that arrives", {
    timeout: TIMEOUT_MS,
  }, () => {
    for (const subset of subsetsOf(facts)) {
      const order = foldOrder(subset);
      expect(order === undefined).toBe(!subset.some(({ sort }) => sort.startsWith("PLACED")));
      if (order === undefined) continue;
      for (const fact of facts) {
        const next = foldOrder([...subset.filter((item) => item !== fact), fact]);
        expect(next !== undefined && isForward(order.status, next.status)).toBe(true);
      }
    }
  });

  test("the history holds each status once, begins as placed and ends as the order stands", () => {
    for (const subset of subsetsOf(facts)) {
      const order = foldOrder(subset);
      const statuses = order?.history.map(({ status }) => status) ?? [];
      expect(new Set(statuses).size).toBe(statuses.length);
      expect([statuses[0], statuses.at(-1)]).toEqual(
        order === undefined ? [undefined, undefined] : ["placed", order.status],
      );
    }
  });
});

test.each([
  ["nothing", [], "placed"],
  ["paid in the east", ["PAID#us-east-1"], "paid"],
  ["declined in the west", ["DECLINED#us-west-2"], "declined"],
  ["paid in both", ["PAID#us-east-1", "PAID#us-west-2"], "paid"],
  ["paid and declined", ["PAID#us-east-1", "DECLINED#us-west-2"], "refund-due"],
  ["released, whose reason has not arrived", ["RELEASED#us-west-2"], "placed"],
  ["paid and released", ["PAID#us-east-1", "RELEASED#us-west-2"], "paid"],
])("with %s an order is as the table says", (_, names, status) => {
  const facts = allFacts(1_200, 1_200, 1_200);
  const known = facts.filter(({ sort }) => sort === "PLACED#us-east-1" || names.includes(sort));

  expect(foldOrder(known)?.status).toBe(status);
});

test("the charge decides between twins; of equal totals, and before there is a charge, the lowest stamp does", () => {
  const east = placedItem({ region: EAST, atMs: 10 }, 900);
  const west = placedItem({ region: WEST, atMs: 5 }, 1_200);
  const equal = placedItem({ region: EAST, atMs: 10 }, 1_200);

  expect(foldOrder([east, west])?.region).toBe(WEST);
  expect(foldOrder([east, west, paidItem({ region: WEST, atMs: 20 }, 900)])?.region).toBe(EAST);
  expect(foldOrder([equal, west, paidItem({ region: EAST, atMs: 20 }, 1_200)])?.region).toBe(WEST);
  expect(foldOrder([east, west, paidItem({ region: EAST, atMs: 20 }, 777)])?.region).toBe(WEST);
});

test("a charge that came before the twin it was made for is not shown yet", () => {
  const east = placedItem({ region: EAST, atMs: 10 }, 900);
  const west = placedItem({ region: WEST, atMs: 5 }, 1_200);
  const paid = paidItem({ region: EAST, atMs: 20 }, 900);

  expect(foldOrder([west, paid])).toMatchObject({ status: "placed", total: 1_200, history: [{ status: "placed" }] });
  expect(foldOrder([west, paid, east])).toMatchObject({ status: "paid", total: 900 });
});

function ordersOf<T>(items: readonly T[], random: Random): readonly (readonly T[])[] {
  if (items.length <= ALL_ORDERS_MAX) return permutationsOf(items);
  const some = Array.from({ length: SOME_ORDERS }, () => shuffled(items, random));
  return [items.toReversed(), [...items, ...items], ...some];
}

function permutationsOf<T>(items: readonly T[]): readonly (readonly T[])[] {
  if (items.length <= 1) return [items];
  return items.flatMap((item, index) => permutationsOf(items.toSpliced(index, 1)).map((others) => [item, ...others]));
}

function shuffled<T>(items: readonly T[], random: Random): readonly T[] {
  const left = [...items];
  return items.flatMap(() => left.splice(below(random, left.length), 1));
}
