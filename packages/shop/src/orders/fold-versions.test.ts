import type { FactItem, Item } from "@tandem/replication";
import { expect, test } from "vitest";
import { foldOfVersion1 } from "../testing/fold-of-version-1.ts";
import { itemsOf, SETTLED_AT } from "../testing/order-fold-page.ts";
import { declinedItem, paidItem, placedItem, subsetsOf } from "../testing/order-items.ts";
import { EAST, WEST } from "../testing/two-regions.ts";
import { foldOrder } from "./fold-order.ts";
import { STATUS_TABLE } from "./order-status.ts";
import { settleOrder } from "./settle-order.ts";

/** A fact that the release after this one writes: of a kind that is not known here, or of a version that is not. */
function later(item: FactItem, change: Partial<FactItem>): FactItem {
  return { ...item, ...change };
}

const PLACED = placedItem({ region: EAST, atMs: 0 }, 1_200);
const HELD = later(PLACED, { sort: `HELD#${WEST}`, region: WEST, v: 1, data: { orderId: "ord_1", until: "noon" } });

function settle(items: readonly Item[]) {
  return settleOrder({ items, region: EAST, stamp: SETTLED_AT });
}

test("what the release before this one could write is read as it read it", () => {
  const facts = [
    PLACED,
    placedItem({ region: WEST, atMs: 5 }, 1_200),
    paidItem({ region: EAST, atMs: 10 }, 1_200),
    declinedItem({ region: WEST, atMs: 11 }, 1_200),
  ];

  for (const some of subsetsOf(facts)) expect(foldOrder(some)?.status).toBe(foldOfVersion1(some)?.status);
});

test("the release before this one reads whatever this one writes, by the facts that it knows", () => {
  for (const { facts } of STATUS_TABLE.lines) {
    const known = facts.filter((name) => name === "PAID" || name === "DECLINED");

    expect(foldOfVersion1(itemsOf(facts))).toEqual(foldOfVersion1(itemsOf(known)));
  }
});

test("a fact of a later release changes nothing of what is shown", () => {
  for (const { facts } of STATUS_TABLE.lines) {
    expect(foldOrder([...itemsOf(facts), HELD])).toEqual(foldOrder(itemsOf(facts)));
  }
});

test("a fact of a later release has everything wait that cannot be taken back, and nothing that is at its end is begun again", () => {
  for (const { facts } of STATUS_TABLE.lines) {
    const isOwed = settle(itemsOf(facts)).effect !== undefined;
    const { writes, effect } = settle([...itemsOf(facts), HELD]);

    expect(writes).toEqual([]);
    expect(effect?.kind).toBe(isOwed ? "wait" : undefined);
  }
  expect(settle([PLACED, HELD]).effect).toMatchObject({ why: expect.stringContaining("HELD#us-west-2") });
});

test("a later version of a known fact is read as far as it is known", () => {
  const paid = paidItem({ region: EAST, atMs: 10 }, 1_200);
  const newer = later(paid, { v: 9, data: { ...paid.data, method: "card" } });

  expect(foldOrder([PLACED, newer])).toEqual(foldOrder([PLACED, paid]));
});

test("a fact that says nothing that can be read is named, not passed over", () => {
  const broken = later(paidItem({ region: EAST, atMs: 10 }, 1_200), { data: { orderId: "ord_1" } });

  expect(() => foldOrder([PLACED, broken])).toThrow(/PAID#us-east-1 has version 1, and cannot be read/);
});
